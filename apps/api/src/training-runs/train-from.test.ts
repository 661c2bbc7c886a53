import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from '@umbra/core/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import { ModelsRepository } from '../models/models.repository.js';
import type { ModelDetails } from '../models/models.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import { TransferRepository } from '../transfer/transfer.repository.js';
import type { TrainingRun } from './training-runs.schema.js';

let api: TestApi;
let start: string;
const seenBefore = 'a'.repeat(64);

beforeAll(async () => {
  api = await TestApi.start();
  start = await fileUntrainedModel(api, 1);
  await api.app.get(ModelsRepository).noteTrained(start, [seenBefore]);
  await api.createGallery('parts');
  for (let number = 0; number < 12; number++) {
    await api.upload('parts', stripes(number % 3, number), { label: `kind-${number % 3}` });
  }
});

afterAll(async () => {
  await api.stopAndRemove();
});

const train = (json: object, key?: string) =>
  api.call<TrainingRun & Problem>('POST', '/v1/galleries/parts/train', {
    json,
    ...(key === undefined ? {} : { key }),
  });

async function ended(run: string): Promise<TrainingRun> {
  await (await api.fetch('GET', `/v1/training-runs/${run}/events`)).text();
  return (await api.call<TrainingRun>('GET', `/v1/training-runs/${run}`)).body;
}

const getModel = async (id: string | null) =>
  (await api.call<ModelDetails>('GET', `/v1/models/${id}`)).body;

async function cardOf(id: string | null): Promise<ModelCard> {
  const text = await readFile(join(api.home, 'models', `${id}`, 'umbra.json'), 'utf8');
  return JSON.parse(text) as ModelCard;
}

describe('a training that goes on from a model', () => {
  it('is refused for one that is built in, hidden, or not there', async () => {
    expect(await train({ from: 'current' })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await train({ from: 'baseline-pixels' })).toMatchObject({ status: 409 });
    expect(await train({ from: 'nope' })).toMatchObject({ status: 404 });
    expect(await train({ from: start, preset: 'quick', backbone: 'none' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
    const json = { name: 'bound', scopes: ['train'], galleries: ['parts'] };
    const { key } = (await api.call<{ key: string }>('POST', '/v1/keys', { json })).body;
    expect(await train({ from: start }, key)).toMatchObject({ status: 404 });
  });

  it('fails where the configuration asks for another model', async () => {
    const { config } = await cardOf(start);
    const wider = { ...config, projection: { kind: 'linear', dimension: 4 } };
    const { body } = await train({ from: start, config: wider });
    const run = await ended(body.id);
    expect(run).toMatchObject({ state: 'failed', error: { code: 'config_invalid' } });
    expect(run.error?.message).toContain('has projection');
  });

  it('makes a model that knows where it comes from, and then goes on from that', async () => {
    const first = await train({ from: start, preset: 'quick', promote: 'auto' });
    expect(first.body).toMatchObject({ from: start, state: 'queued' });
    // What a run needs is not deleted meanwhile.
    const held = await api.call<Problem>('DELETE', `/v1/models/${start}`);
    expect(held).toMatchObject({ status: 409, body: { code: 'conflict' } });
    const { model, error } = await ended(first.body.id);
    expect(error).toBeNull();
    expect(await getModel(model)).toMatchObject({ from: start, dimension: 8 });
    const [before, card] = [await cardOf(start), await cardOf(model)];
    const weights = before.files['weights.bin']?.sha256;
    expect(card.origin).toMatchObject({ weights, blocks: 'all' });
    const { encoder, projection } = before.config;
    expect(card.config).toMatchObject({ encoder, projection });

    const second = await train({ from: 'current' });
    expect(second.body).toMatchObject({ from: model, preset: 'balanced' });
    await api.call('POST', `/v1/training-runs/${second.body.id}/cancel`);
    const audit = await api.call('GET', '/v1/audit?action=training.start&limit=1');
    expect(audit.body).toMatchObject({ items: [{ details: { from: model } }] });
  });

  it('leaves a model that has seen all that the first one had', async () => {
    const { body } = await api.call<{ items: TrainingRun[] }>('GET', '/v1/training-runs?limit=2');
    const model = body.items[1]?.model ?? '';
    const seen = await api.app.get(TransferRepository).trainedPictures(model);
    expect(seen).toContain(seenBefore);
    expect(seen.length).toBeGreaterThan(1);
  });
});
