import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionConfig } from '../projection/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { embedRows } from './embed-rows.js';
import { createNetwork } from './network.js';

beforeAll(async () => {
  await selectEngineBackend();
});

interface Options {
  readonly projection?: ProjectionConfig;
  readonly seed?: number;
}

function network({ projection = { kind: 'linear', dimension: 3 }, seed = 1 }: Options = {}) {
  const input = { width: 10, height: 9, channels: 3 } as const;
  const encoder = { kind: 'convolutional', widths: [4, 5], embeddingDimension: 6 } as const;
  return createNetwork({ config: { input, encoder, projection }, random: createRandom(seed) });
}

/** Embedding and shadow of two pictures, as nested arrays. */
async function outputs(of: LayersModel): Promise<[embedding: number[][], shadow: number[][]]> {
  const pixels = Float32Array.from({ length: 2 * 9 * 10 * 3 }, (_, at) => (at * 53) % 256);
  const [embedding, shadow] = tf.tidy(
    () => of.predict(tf.tensor4d(pixels, [2, 9, 10, 3])) as [tf.Tensor2D, tf.Tensor2D],
  );
  const read = [await embedding.array(), await shadow.array()] as [number[][], number[][]];
  tf.dispose([embedding, shadow]);
  return read;
}

describe('createNetwork', () => {
  it('makes an embedding of D and a shadow of d numbers', async () => {
    const model = network();
    const [embedding, shadow] = await outputs(model);
    expect(embedding.map((row) => row.length)).toEqual([6, 6]);
    expect(shadow.map((row) => row.length)).toEqual([3, 3]);
    model.dispose();
  });

  it('projects linearly: the shadow is the embedding times a matrix', async () => {
    const model = network();
    const [embedding, shadow] = await outputs(model);
    const [weights] = model.getLayer('shadow').getWeights();
    const kernel = (await weights?.array()) as number[][]; // [6, 3]
    for (const [row, values] of embedding.entries()) {
      for (let column = 0; column < 3; column++) {
        const expected = values.reduce(
          (sum, value, at) => sum + value * (kernel[at]?.[column] as number),
          0,
        );
        expect(shadow[row]?.[column]).toBeCloseTo(expected, 5);
      }
    }
    model.dispose();
  });

  it('passes the embedding on when nothing projects it', async () => {
    const model = network({ projection: { kind: 'none' } });
    const [embedding, shadow] = await outputs(model);
    expect(shadow).toEqual(embedding);
    model.dispose();
  });

  it.each([{ kind: 'linear' }, { kind: 'mlp', hidden: 5 }] as const)(
    'standardizes features before a $kind head, and trains all but that',
    async (head) => {
      const input = { width: 32, height: 32, channels: 3 } as const;
      const backbone = '0a'.repeat(32);
      const encoder = { kind: 'backbone', backbone, head, embeddingDimension: 4 } as const;
      const config = { input, encoder, projection: { kind: 'none' } } as const;
      const statistics = {
        mean: Float32Array.of(1, -2, 30),
        deviation: Float32Array.of(2, 0.5, 10),
      };
      const model = createNetwork({ config, random: createRandom(1), statistics });
      const rows = Float32Array.of(3, -2, 40, 0, 1, 2);
      const { embeddings } = await embedRows({ network: model, rows, count: 2 });
      const standardized = [
        [1, 0, 1],
        [-0.5, 6, -2.8],
      ];
      const dense = (name: string, values: number[]): number[] => {
        const [kernel, bias] = model.getLayer(name).getWeights();
        const matrix = kernel?.arraySync() as number[][];
        return Array.from(bias?.dataSync() ?? [], (start, column) =>
          values.reduce((sum, value, at) => sum + value * (matrix[at]?.[column] ?? 0), start),
        );
      };
      const expected = standardized.flatMap((values) => {
        const hidden = head.kind === 'mlp' ? dense('hidden', values) : values;
        const active = head.kind === 'mlp' ? hidden.map((value) => Math.max(0, value)) : hidden;
        return dense('embedding', active);
      });
      embeddings.forEach((value, at) => {
        expect(value).toBeCloseTo(expected[at] as number, 4);
      });
      const trained = model.trainableWeights.map(({ name }) => name.split('/')[0]);
      expect(new Set(trained)).toEqual(
        new Set(head.kind === 'mlp' ? ['hidden', 'embedding'] : ['embedding']),
      );
      model.dispose();
    },
  );

  it('has the weights of its seed', async () => {
    const [first, again, other] = [network(), network(), network({ seed: 2 })];
    expect(await outputs(again)).toEqual(await outputs(first));
    expect(await outputs(other)).not.toEqual(await outputs(first));
    for (const model of [first, again, other]) {
      model.dispose();
    }
  });
});
