// What bad input gets: its own problem with the promised status and code, and nothing half-written.
import { type Umbra, UmbraProblem } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { lastingState } from '../support/lasting-state.js';
import { drawPicture, plainPicture } from '../support/pictures.js';
import { pngClaiming } from '../support/png-claiming.js';
import { post, type Refusal } from '../support/post.js';

let api: ApiProcess;
let umbra: Umbra;
let dimension = 0;
let known = '';

beforeAll(async () => {
  api = await ApiProcess.start();
  umbra = api.client();
  const gallery = await umbra.galleries.create({ name: 'parts' });
  dimension = gallery.model.dimension;
  const image = await drawPicture('ring', 1);
  known = (await umbra.items.upload({ gallery: 'parts', image, label: 'ring' })).id;
});
afterAll(() => api.close());

async function expectRefused(call: () => Promise<unknown>, wanted: Refusal): Promise<UmbraProblem> {
  const before = await lastingState(api);
  const problem = await call().then(
    () => null,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(UmbraProblem);
  expect(problem).toMatchObject(wanted);
  const { detail, requestId } = problem as UmbraProblem;
  expect(detail).toMatch(/\S.*\.$/);
  expect(requestId).toMatch(/\S/);
  expect(await lastingState(api)).toEqual(before);
  return problem as UmbraProblem;
}

describe('a picture that is none', () => {
  const pictures: Record<string, Refusal & { bytes: () => Promise<Uint8Array> | Uint8Array }> = {
    'text with the name of a picture': {
      status: 415,
      code: 'not_an_image',
      bytes: () => Buffer.from('This is not a picture.'),
    },
    'an SVG': {
      status: 415,
      code: 'not_an_image',
      bytes: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    },
    'an empty file': { status: 400, code: 'empty_file', bytes: () => new Uint8Array(0) },
    'a bomb of 50 megapixels and one': {
      status: 413,
      code: 'image_too_many_pixels',
      bytes: () => pngClaiming(10_000, 5_001),
    },
    'a file of more than 20 MB': {
      status: 413,
      code: 'file_too_large',
      bytes: async () =>
        Buffer.concat([await drawPicture('ring', 2), Buffer.alloc(20 * 2 ** 20, 1)]),
    },
    'a picture cut off in the middle': {
      status: 422,
      code: 'damaged_image',
      bytes: async () => {
        const whole = await drawPicture('ring', 3);
        return whole.subarray(0, Math.floor(whole.length / 2));
      },
    },
  };
  for (const [name, { bytes, ...refusal }] of Object.entries(pictures)) {
    it(`${name}: ${refusal.status} ${refusal.code}, filed or searched with`, async () => {
      const image = await bytes();
      await expectRefused(() => umbra.items.upload({ gallery: 'parts', image }), refusal);
      await expectRefused(() => umbra.search({ gallery: 'parts', image }), refusal);
      if (image.length < 2 ** 20 && image.length > 0) {
        const inJson = () =>
          post(api, '/v1/galleries/parts/search', JSON.stringify({ image: encode(image) }));
        expect(await inJson()).toMatchObject(refusal);
      }
    });
  }
  const encode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

  it('does not replace the item that has the external id', async () => {
    const image = await drawPicture('disc', 1);
    const before = await umbra.items.upload({ gallery: 'parts', image, externalId: 'kept' });
    const broken = Buffer.from('no picture');
    await expectRefused(
      () => umbra.items.upload({ gallery: 'parts', image: broken, externalId: 'kept' }),
      { status: 415, code: 'not_an_image' },
    );
    expect(await umbra.items.get({ gallery: 'parts', item: before.id })).toEqual(before);
    await umbra.items.delete({ gallery: 'parts', item: before.id });
  });
});

describe('a picture that shows nothing', () => {
  it('is filed and found all the same', async () => {
    await umbra.galleries.create({ name: 'plain' });
    for (const colour of ['#000000', '#ffffff', '#808080']) {
      for (const [width, height] of [
        [16, 16],
        [1, 1],
        [3000, 1],
      ] as const) {
        const image = await plainPicture(colour, { width, height });
        const item = await umbra.items.upload({ gallery: 'plain', image, label: colour });
        const { hits } = await umbra.search({ gallery: 'plain', image, limit: 50 });
        expect(hits.map((hit) => hit.item)).toContain(item.id);
      }
    }
    await umbra.galleries.delete('plain');
  });
});

describe('a vector that is none', () => {
  const vectors: Record<string, Refusal & { text: (ones: string[]) => string }> = {
    'of a wrong dimension': {
      status: 422,
      code: 'wrong_dimension',
      text: (ones) => `[${ones.slice(1).join()}]`,
    },
    'that is empty': { status: 422, code: 'wrong_dimension', text: () => '[]' },
    'with NaN': {
      status: 400,
      code: 'invalid_request',
      text: (ones) => `[NaN,${ones.slice(1).join()}]`,
    },
    'with Infinity': {
      status: 422,
      code: 'invalid_vector',
      text: (ones) => `[1e999,${ones.slice(1).join()}]`,
    },
    'with a number beyond 32 bits': {
      status: 422,
      code: 'invalid_vector',
      text: (ones) => `[1e300,${ones.slice(1).join()}]`,
    },
    'with null': {
      status: 422,
      code: 'invalid_vector',
      text: (ones) => `[null,${ones.slice(1).join()}]`,
    },
    'with text': {
      status: 422,
      code: 'invalid_vector',
      text: (ones) => `["1",${ones.slice(1).join()}]`,
    },
    'of zeros': {
      status: 422,
      code: 'invalid_vector',
      text: (ones) => `[${ones.map(() => 0).join()}]`,
    },
    'that is no array': { status: 422, code: 'invalid_vector', text: () => '{"0":1}' },
  };
  for (const [name, { text, ...refusal }] of Object.entries(vectors)) {
    it(`${name}: ${refusal.status} ${refusal.code}`, async () => {
      const ones = Array.from({ length: dimension }, () => '1');
      const before = await lastingState(api);
      const answer = await post(api, '/v1/galleries/parts/search', `{"vector":${text(ones)}}`);
      expect(answer).toMatchObject({ ...refusal, type: 'application/problem+json' });
      expect(await lastingState(api)).toEqual(before);
    });
  }
});

describe('a request about nothing, or about what may not be', () => {
  it('404 for an unknown gallery, item, run, model, job and address', async () => {
    const image = await drawPicture('bar', 1);
    const gallery = 'nowhere';
    for (const call of [
      () => umbra.galleries.get(gallery),
      () => umbra.items.upload({ gallery, image }),
      () => umbra.search({ gallery, image }),
      () => umbra.train({ gallery, preset: 'quick' }),
      () => umbra.items.list({ gallery }),
      () => umbra.items.get({ gallery: 'parts', item: 'none' }),
      () => umbra.items.delete({ gallery: 'parts', item: 'none' }),
      () => umbra.search({ gallery: 'parts', item: 'none' }),
      () => umbra.runs.get('none'),
      () => umbra.runs.finished('none'),
      () => umbra.models.get('none'),
      () => umbra.models.file({ model: 'none', file: 'umbra.json' }),
      () => umbra.models.delete('none'),
      () => umbra.jobs.get('none'),
      () => umbra.promote({ gallery: 'parts', model: 'none' }),
      () => umbra.keys.delete('none'),
    ]) {
      await expectRefused(call, { status: 404, code: 'not_found' });
    }
    expect(await post(api, '/v1/nothing', '{}')).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('409 for a name that is taken', async () => {
    const taken = { status: 409, code: 'name_taken' } as const;
    await expectRefused(() => umbra.galleries.create({ name: 'parts' }), taken);
    const other = await umbra.galleries.create({ name: 'other' });
    await expectRefused(() => umbra.galleries.update(other.id, { name: 'parts' }), taken);
    await umbra.galleries.delete('other');
  });

  it('400 with the field for a label of 10,000 characters', async () => {
    const label = 'x'.repeat(10_000);
    const image = await drawPicture('bar', 2);
    const refusal = { status: 400, code: 'invalid_request' } as const;
    for (const call of [
      () => umbra.items.upload({ gallery: 'parts', image, label }),
      () => umbra.items.update({ gallery: 'parts', item: known, label }),
    ]) {
      const problem = await expectRefused(call, refusal);
      expect(problem.errors).toEqual([expect.objectContaining({ path: 'label' })]);
    }
  });

  it('422 for training with one class, and with fewer than two images a class', async () => {
    const gallery = 'few';
    await umbra.galleries.create({ name: gallery });
    const train = () => umbra.train({ gallery, preset: 'quick' });
    await expectRefused(train, { status: 422, code: 'too_few_classes' });
    for (const variant of [1, 2, 3]) {
      await umbra.items.upload({
        gallery,
        image: await drawPicture('disc', variant),
        label: 'disc',
      });
    }
    await umbra.items.upload({ gallery, image: await drawPicture('bar', 1) });
    await expectRefused(train, { status: 422, code: 'too_few_classes' });
    await umbra.items.upload({ gallery, image: await drawPicture('cross', 1), label: 'cross' });
    const problem = await expectRefused(train, { status: 422, code: 'too_few_images' });
    expect(problem.detail).toContain('cross');
    await umbra.galleries.delete(gallery);
  });

  it('422 for a configuration that names a wrong field', async () => {
    await expectRefused(() => umbra.train({ gallery: 'parts', config: { loss: 'shadow' } }), {
      status: 422,
      code: 'config_invalid',
    });
  });
});
