import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBackbone } from '@umbra/core/backbone';
import type { TrainingFeatures, TrainingImages } from '@umbra/core/training';
import { dataSet } from '../../support/data-sets.js';

/** The pictures of some sets as features of the frozen MobileNet, which each goes through once. */
export async function mobileNetFeatures<Name extends string>(
  sets: Readonly<Record<Name, TrainingImages>>,
): Promise<Record<Name, TrainingFeatures>> {
  const folder = dataSet('backbones/mobilenet-v1-1.0-pw12');
  const names = ['model.json', 'weights.bin'];
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  const [{ size }] = Object.values(sets) as [TrainingImages];
  const use = { scaling: '-1..1', pooling: 'average', output: null } as const;
  const backbone = await openBackbone({ files, use, size });
  const { featureWidth: width } = backbone;
  const computed: Partial<Record<Name, TrainingFeatures>> = {};
  for (const [name, images] of Object.entries<TrainingImages>(sets)) {
    const { pixels, labels, classes } = images;
    const features = await backbone.features(pixels, labels.length); // [N, F]
    computed[name as Name] = { kind: 'features', features, width, labels, classes };
  }
  backbone.dispose();
  return computed as Record<Name, TrainingFeatures>;
}
