/** A model leaves as ONNX and comes back as the backbone of the next one, by the real command. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selectBackend } from '@umbra/core/backend';
import { createNetwork, saveModel } from '@umbra/core/model';
import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { runUmbra } from '../testing/run-umbra.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';

const metrics = {
  recallAt: { '1': 0.5, '5': 0.5, '10': 0.5 },
  rPrecision: 0.25,
  mapAtR: 0.125,
  ndcg: 0.5,
  queries: 8,
};

/** A model that was never trained: how good it is makes no difference here. */
async function saveUntrained(directory: string): Promise<void> {
  const backend = await selectBackend('wasm');
  const network = createNetwork({ config: tinyConfig, random: createRandom(1) });
  const dispose = () => void network.dispose();
  await saveModel({
    directory,
    model: {
      network,
      config: tinyConfig,
      classes: ['blue', 'red'],
      metrics,
      baseline: metrics,
      dispose,
    },
    card: { name: 'colours', createdAt: '2026-01-02T03:04:05.000Z', backend },
  });
  dispose();
}

describe('umbra export', () => {
  it('writes ONNX that can be the backbone of the next model', async () => {
    const place = await temporaryDirectory();
    await drawColours(place);
    await saveUntrained(join(place, 'model'));
    const args = ['export', 'model', '--format', 'onnx', '--out', 'model.onnx'];
    const exported = await runUmbra(place, args);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const bytes = await readFile(join(place, 'model.onnx'));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(exported.stdout).toContain(sha256);
    expect(exported.stdout).toContain('pixels: uint8 [batch, 8, 8, 3], red, green and blue');
    expect(exported.stdout).toContain('shadow: float32 [batch, 4], every row of length 1');
    expect(await runUmbra(place, args)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/model\.onnx is already there.*--force/),
    });

    const add = ['backbone', 'add', 'model.onnx', '--scale', '0..255', '--sha256', sha256];
    const added = await runUmbra(place, [...add, '--name', 'colours', '--json']);
    expect(added.stderr).toBe('');
    expect(JSON.parse(added.stdout)).toMatchObject({ format: 'onnx', sha256, featureWidth: 8 });

    const encoder = { kind: 'backbone', backbone: sha256, head: { kind: 'linear' } };
    const config = { ...tinyConfig, encoder: { ...encoder, embeddingDimension: 8 } };
    await writeFile(join(place, 'next.json'), JSON.stringify({ ...config, augmentation: null }));
    const next = ['train', 'colours', '--out', 'next', '--config', 'next.json'];
    expect(await runUmbra(place, next)).toMatchObject({ code: 0 });
    const again = ['export', 'next', '--format', 'onnx', '--out', 'next.onnx', '--json'];
    expect(JSON.parse((await runUmbra(place, again)).stdout)).toMatchObject({
      input: { type: 'uint8', shape: ['batch', 8, 8, 3] },
    });
  });

  it('writes a folder of TensorFlow.js layers, and says what it cannot', async () => {
    const place = await temporaryDirectory();
    await saveUntrained(join(place, 'model'));
    const args = ['export', 'model', '--format', 'tfjs', '--out', 'web', '--json'];
    const exported = await runUmbra(place, args);
    expect(JSON.parse(exported.stdout)).toMatchObject({ format: 'tfjs', path: join(place, 'web') });
    expect(await readdir(join(place, 'web'))).toEqual(['model.json', 'weights.bin']);

    const nowhere = ['export', 'nowhere', '--format', 'onnx', '--out', 'x.onnx'];
    expect(await runUmbra(place, nowhere)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^umbra: There is no model nowhere/),
    });
    expect(await runUmbra(place, ['export', 'model', '--out', 'x'])).toMatchObject({ code: 2 });
  });
});
