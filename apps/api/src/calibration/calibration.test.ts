// Thresholds measured on a gallery, and whether they keep their promise to strangers.
import { createRandom } from '@umbra/core/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import type { SearchBatchResult, SearchResult } from '../search/search.schema.js';
import { TestApi } from '../testing/test-api.js';
import type { GalleryCalibration } from './calibration.schema.js';

const dimension = 12;
const classes = 60;
const perClass = 5;
const random = createRandom(8);
const address = '/v1/galleries/people';
let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.call('POST', '/v1/galleries', { json: { name: 'people', dimension } });
  await Promise.all(
    drawClasses(classes).flatMap((vectors, label) =>
      vectors.map((vector) =>
        api.call('POST', `${address}/items`, { json: { vector, label: `person ${label}` } }),
      ),
    ),
  );
});

afterAll(async () => {
  await api.stopAndRemove();
});

/** Classes around centres of their own, some wider than others. */
function drawClasses(count: number): number[][][] {
  const drawOne = (): number[][] => {
    const centre = Array.from({ length: dimension }, () => random.normal());
    const width = 0.3 + 0.5 * random.next();
    return Array.from({ length: perClass }, () =>
      centre.map((value) => value + width * random.normal()),
    );
  };
  return Array.from({ length: count }, drawOne);
}

const calibration = () => api.call<GalleryCalibration>('GET', `${address}/calibration`);
const search = <T = SearchResult>(json: unknown) =>
  api.call<T>('POST', `${address}/search`, { json });

describe('a gallery that is not calibrated', () => {
  it('says so, calls nothing a match, and promises no rate', async () => {
    const { body } = await calibration();
    expect(body).toEqual({
      model: `own-vectors-${dimension}`,
      measuredAt: null,
      calibration: null,
    });
    const vector = Array.from({ length: dimension }, () => 1);
    const { hits, threshold } = (await search({ vector })).body;
    expect(threshold).toBeNull();
    expect(new Set(hits.map(({ match }) => match))).toEqual(new Set(['uncalibrated']));
    const refused = await search<Problem>({ vector, maxFar: 0.1 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('cannot be calibrated without labels', async () => {
    await api.call('POST', '/v1/galleries', { json: { name: 'bare', dimension } });
    const measured = await api.call('POST', '/v1/galleries/bare/calibration');
    expect(measured).toMatchObject({ status: 422, body: { code: 'too_few_classes' } });
  });
});

describe('a gallery that is calibrated', () => {
  it('has thresholds as far as its searches can vouch for', async () => {
    const measured = await api.call<GalleryCalibration>('POST', `${address}/calibration`);
    expect(measured.status).toBe(200);
    expect((await calibration()).body).toEqual(measured.body);
    const found = measured.body.calibration;
    expect(found).toMatchObject({
      gallery: classes * perClass,
      genuine: { trials: classes * perClass, classes },
    });
    expect(found?.thresholds.map(({ kind }) => kind)).toEqual([
      'supported',
      'unsupported',
      'unsupported',
      'unsupported',
    ]);
  });

  it('lets as many strangers in as it says', async () => {
    const { calibration: found } = (await calibration()).body;
    const [loosest] = found?.thresholds ?? [];
    if (loosest?.kind !== 'supported') {
      throw new Error('a threshold for 10 % is supported');
    }
    const strangers = drawClasses(200).map(([vector]) => vector);
    let matches = 0;
    for (let at = 0; at < strangers.length; at += 50) {
      const searches = strangers
        .slice(at, at + 50)
        .map((vector) => ({ vector, limit: 1, maxFar: 0.1 }));
      const { body } = await api.call<SearchBatchResult>('POST', `${address}/search/batch`, {
        json: { searches },
      });
      for (const { hits, threshold } of body.results) {
        const [hit] = hits;
        expect(threshold).toBe(loosest.threshold);
        expect(hit?.match).toBe((hit?.score ?? 0) >= loosest.threshold ? 'match' : 'noMatch');
        matches += hit?.match === 'match' ? 1 : 0;
      }
    }
    expect(matches / strangers.length).toBeGreaterThanOrEqual(loosest.far.low);
    expect(matches / strangers.length).toBeLessThanOrEqual(loosest.far.high);
  });

  it('is uncertain where only looser thresholds are known', async () => {
    const [vector] = drawClasses(1)[0] ?? [];
    const { hits, threshold } = (await search({ vector, limit: 300 })).body;
    expect(threshold).toBeNull();
    expect(hits.some(({ match }) => match === 'match' || match === 'uncalibrated')).toBe(false);
    const refused = await search<Problem>({ vector, maxFar: 0.001 });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toContain('300 searches');
  });
});
