import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackboneCard, BackboneUse } from '@umbra/core/backbone';
import { selectBackend } from '@umbra/core/backend';
import { addBackbone } from '../backbones/add-backbone.js';
import { localModel } from '../backbones/model-file.js';
import { writeFiles } from './pictures.js';

export const plainUse: BackboneUse = { scaling: '0..1', pooling: 'average', output: null };

/** Filters of the tiny backbone: one a colour, and their sum. */
export const tinyFilters = 4;

/**
 * A graph model as TensorFlow's converter writes it: a convolution 2 x 2 with stride 2 whose
 * filters take the mean of red, of green, of blue, and of all.
 */
export function tinyGraph(): {
  readonly 'model.json': Uint8Array;
  readonly 'weights.bin': Uint8Array;
} {
  const kernel = new Float32Array(2 * 2 * 3 * tinyFilters); // [2, 2, 3, filters]
  for (let place = 0; place < 4; place++) {
    for (let channel = 0; channel < 3; channel++) {
      kernel[(place * 3 + channel) * tinyFilters + channel] = 1 / 4;
      kernel[(place * 3 + channel) * tinyFilters + 3] = 1 / 12;
    }
  }
  const type = (name: string) => ({ type: name });
  const dim = ['-1', '-1', '-1', '3'].map((size) => ({ size }));
  const node = [
    {
      name: 'picture',
      op: 'Placeholder',
      attr: { dtype: type('DT_FLOAT'), shape: { shape: { dim } } },
    },
    { name: 'kernel', op: 'Const', attr: { dtype: type('DT_FLOAT') } },
    {
      name: 'convolution',
      op: 'Conv2D',
      input: ['picture', 'kernel'],
      attr: {
        T: type('DT_FLOAT'),
        strides: { list: { i: ['1', '2', '2', '1'] } },
        padding: { s: btoa('VALID') },
        data_format: { s: btoa('NHWC') },
        dilations: { list: { i: ['1', '1', '1', '1'] } },
      },
    },
  ];
  const weights = [{ name: 'kernel', shape: [2, 2, 3, tinyFilters], dtype: 'float32' }];
  const model = {
    format: 'graph-model',
    modelTopology: { node, versions: {} },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(model)),
    'weights.bin': new Uint8Array(kernel.buffer),
  };
}

/** Adds the tiny backbone to `<home>/backbones`, for pictures of 8 x 8. */
export async function addTinyBackbone(home: string): Promise<BackboneCard> {
  await selectBackend('wasm');
  const folder = join(home, 'tiny');
  await mkdir(folder, { recursive: true });
  await writeFiles(folder, tinyGraph());
  const { card } = await addBackbone({
    location: await localModel(folder),
    directory: join(home, 'backbones'),
    size: 8,
    use: plainUse,
    addedAt: '2026-01-02T03:04:05.000Z',
  });
  return card;
}
