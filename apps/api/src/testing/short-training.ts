import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { presetConfig } from '@umbra/core/training';
import { expect } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import type { Model } from '../models/models.schema.js';
import type { RunEvent } from '../training-runs/run-events.schema.js';
import type { TrainingRun } from '../training-runs/training-runs.schema.js';
import { stripes } from './pictures.js';
import type { TestApi } from './test-api.js';

/** Real training, as short as it can be. */
export const shortTraining = {
  ...presetConfig(
    'quick',
    { classes: 3, images: 18, typicalSize: { width: 16, height: 16, channels: 3 } },
    7,
  ),
  encoder: { kind: 'convolutional', widths: [4, 8], embeddingDimension: 16 },
  projection: { kind: 'linear', dimension: 8 },
  sampling: { kind: 'pk', classes: 3, images: 2 },
  epochs: 2,
};

/** 18 pictures of three labels. */
export async function createTrainableGallery(api: TestApi, name: string): Promise<void> {
  await api.createGallery(name);
  for (let number = 0; number < 18; number++) {
    await api.upload(name, stripes(number % 3, number), { label: `kind-${number % 3}` });
  }
}

/** What tests do with runs, on the API as it is at that moment. */
export function trainingCalls(api: () => TestApi) {
  return {
    train: (json: unknown, gallery = 'parts') =>
      api().call<TrainingRun & Problem>('POST', `/v1/galleries/${gallery}/train`, { json }),

    get: async (run: string) =>
      (await api().call<TrainingRun>('GET', `/v1/training-runs/${run}`)).body,

    /** All events of a run to its end, as an event source would get them. */
    follow: async (run: string, headers: Record<string, string> = {}): Promise<RunEvent[]> => {
      const response = await api().fetch('GET', `/v1/training-runs/${run}/events`, { headers });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      return readEvents(await response.text());
    },

    expectNothingLeft: async (): Promise<void> => {
      for (const folder of ['runs', 'models']) {
        const names = await readdir(join(api().home, folder)).catch(() => []);
        const { body } = await api().call<{ items: Model[] }>('GET', '/v1/models');
        const known = body.items.map(({ id }) => id);
        expect(names.filter((name) => !known.includes(name))).toEqual([]);
      }
    },
  };
}

export function readEvents(text: string): RunEvent[] {
  return text
    .split('\n\n')
    .filter((message) => message.includes('data: '))
    .map((message) => {
      const fields = Object.fromEntries(
        message.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]),
      );
      const event = JSON.parse(fields['data'] ?? '') as RunEvent;
      expect([fields['id'], fields['event']]).toEqual([String(event.id), event.kind]);
      return event;
    });
}
