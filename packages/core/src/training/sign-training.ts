/** Short trainings on pictures that a network can learn and raw pixels cannot tell apart: tests. */
import { checkTrainingConfig, type TrainedModel } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { type TrainOptions, train } from './train.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingImages } from './training-examples.js';

export const signSide = 16;

const signs = [
  ['#####', '#...#', '#...#', '#...#', '#####'],
  ['#...#', '.#.#.', '..#..', '.#.#.', '#...#'],
  ['..#..', '..#..', '#####', '..#..', '..#..'],
  ['#####', '.....', '#####', '.....', '#####'],
  ['#.#.#', '#.#.#', '#.#.#', '#.#.#', '#.#.#'],
  ['#....', '##...', '###..', '####.', '#####'],
];

/** A class is a sign of 5 x 5 pixels, somewhere on a noisy ground. */
export function signPictures(imagesPerClass: number): TrainingImages {
  const random = createRandom(1);
  const labels = Int32Array.from(
    signs.flatMap((_, label) => new Array<number>(imagesPerClass).fill(label)),
  );
  const pixels = new Uint8Array(labels.length * signSide * signSide);
  labels.forEach((label, index) => {
    const left = random.below(signSide - 4);
    const top = random.below(signSide - 4);
    for (let at = 0; at < signSide * signSide; at++) {
      const ink = signs[label]?.[Math.floor(at / signSide) - top]?.[(at % signSide) - left] === '#';
      pixels[index * signSide * signSide + at] = (ink ? 180 : 60) + random.between(-30, 30);
    }
  });
  const classes = signs.map((_, label) => `sign ${label}`);
  return {
    kind: 'pixels',
    pixels,
    labels,
    classes,
    size: { width: signSide, height: signSide, channels: 1 },
  };
}

/** Trains in a moment. */
export const signConfig = checkTrainingConfig({
  input: { width: signSide, height: signSide, channels: 1 },
  encoder: { kind: 'convolutional', widths: [8, 16], embeddingDimension: 16 },
  projection: { kind: 'linear', dimension: 8 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'semi-hard' },
  sampling: { kind: 'pk', classes: 6, images: 4 },
  optimizer: { kind: 'adam', learningRate: 3e-3 },
  schedule: { kind: 'cosine' },
  epochs: 2,
  stepsPerEpoch: 2,
  validationShare: 0.25,
  augmentation: {
    shift: 0.1,
    flip: false,
    rotateDegrees: 2,
    scale: 0.05,
    brightness: 0.1,
    contrast: 0.2,
  },
  seed: 5,
});

export const signImages = signPictures(16);

export interface SignRun {
  readonly events: TrainingEvent[];
  readonly model: TrainedModel;
}

/** A whole training, with what differs from `signConfig`. */
export async function trainSigns(
  changes: object = {},
  examples: TrainOptions['examples'] = signImages,
  rest: Omit<TrainOptions, 'examples' | 'config'> = {},
): Promise<SignRun> {
  const training = train({
    examples,
    config: checkTrainingConfig({ ...signConfig, ...changes }),
    ...rest,
  });
  const events: TrainingEvent[] = [];
  while (true) {
    const next = await training.next();
    if (next.done) {
      return { events, model: next.value };
    }
    events.push(next.value);
  }
}

/** The events of a kind. */
export function ofKind<Kind extends TrainingEvent['kind']>(
  events: readonly TrainingEvent[],
  kind: Kind,
) {
  return events.filter((event): event is Extract<TrainingEvent, { kind: Kind }> => {
    return event.kind === kind;
  });
}
