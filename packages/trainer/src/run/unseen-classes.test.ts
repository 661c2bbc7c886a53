/**
 * Calibration where it has to hold: on real pictures of classes that the model was never trained
 * on. Half of the characters are enrolled and calibrated; then the other half, which was never
 * enrolled either, is searched for (who is let in?), and new drawings of the enrolled ones (who is
 * turned away?).
 */
import { selectBackend } from '@umbra/core/backend';
import { calibrate } from '@umbra/core/calibration';
import { type LabelledVectors, type QueryResults, rankQueries } from '@umbra/core/evaluation';
import { embedRows } from '@umbra/core/model';
import { createRandom } from '@umbra/core/random';
import { presetConfig, type TrainedModel, type TrainingImages, train } from '@umbra/core/training';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '../testing/load.js';
import { type RealSet, realSet } from '../testing/real-set.js';

const size = { width: 20, height: 20, channels: 1 } as const;
const enrolledPerClass = 10;
const splits = [1, 2, 3, 4, 5];

const trained = realSet('omniglot/images_background.tar.gz');
const asked = realSet('omniglot/images_evaluation.tar.gz');

async function trainOn({ pixels, labels, classes }: TrainingImages): Promise<TrainedModel> {
  const preset = presetConfig('quick', { classes: 24, images: 480, typicalSize: size }, 1);
  const training = train({
    examples: { kind: 'pixels', pixels, labels, classes, size },
    config: {
      ...preset,
      input: size,
      encoder: { kind: 'convolutional', widths: [16, 32], embeddingDimension: 32 },
      projection: { kind: 'none' },
      sampling: { kind: 'pk', classes: 12, images: 4 },
      epochs: 1,
      stepsPerEpoch: 60,
    },
  });
  for (;;) {
    const step = await training.next();
    if (step.done) {
      return step.value;
    }
  }
}

interface People {
  /** The first drawings of one half of the classes, and the others of the same half. */
  readonly gallery: LabelledVectors;
  readonly members: LabelledVectors;
  /** All drawings of the other half. */
  readonly strangers: LabelledVectors;
}

function enrol({ vectors, labels }: LabelledVectors, dimension: number, seed: number): People {
  const classes = [...new Set(labels)];
  const half = createRandom(seed)
    .shuffle(classes)
    .slice(0, classes.length / 2);
  const enrolled = new Map(half.map((label) => [label, 0]));
  const rows = { gallery: [] as number[], members: [] as number[], strangers: [] as number[] };
  labels.forEach((label, row) => {
    const count = enrolled.get(label);
    if (count === undefined) {
      rows.strangers.push(row);
    } else {
      enrolled.set(label, count + 1);
      rows[count < enrolledPerClass ? 'gallery' : 'members'].push(row);
    }
  });
  const pick = (picked: readonly number[]): LabelledVectors => ({
    vectors: Float32Array.from(
      picked.flatMap((row) => [...vectors.subarray(row * dimension, (row + 1) * dimension)]),
    ),
    labels: Int32Array.from(picked, (row) => labels[row] as number),
  });
  return {
    gallery: pick(rows.gallery),
    members: pick(rows.members),
    strangers: pick(rows.strangers),
  };
}

describe.skipIf(trained.missing !== '' || asked.missing !== '')(
  `calibration on characters of Omniglot${trained.missing || asked.missing}`,
  () => {
    let vectors: LabelledVectors;
    let dimension = 0;
    let model: TrainedModel | undefined;

    beforeAll(async () => {
      await selectBackend('wasm');
      const some = async ({ location }: RealSet, prefix: string): Promise<TrainingImages> =>
        (await load({ location, include: [prefix] }, size)).images;
      model = await trainOn(await some(trained, 'images_background/Greek'));
      const images = await some(asked, 'images_evaluation/A');
      const count = images.labels.length;
      const { network } = model;
      const { shadows } = await embedRows({ network, rows: images.pixels, count });
      dimension = shadows.length / count;
      vectors = { vectors: shadows, labels: images.labels };
    }, 90_000);
    afterAll(() => model?.dispose());

    it('lets strangers in, and turns members away, as often as its bounds say', async () => {
      let bounds = 0;
      let held = 0;
      const count = (bound: { low: number; high: number }, realized: number): void => {
        bounds++;
        held += bound.low <= realized && realized <= bound.high ? 1 : 0;
      };
      for (const seed of splits) {
        const { gallery, members, strangers } = enrol(vectors, dimension, seed);
        const search = (queries?: LabelledVectors): Promise<QueryResults> =>
          rankQueries({ gallery, ...(queries && { queries }), dimension, ks: [1] });
        const { labels } = gallery;
        const { thresholds } = await calibrate(
          { results: await search(), labels, galleryLabels: labels },
          { targetFars: [0.2, 0.1, 0.05] },
        );
        const letIn = await search(strangers);
        const own = await search(members);
        for (const threshold of thresholds) {
          if (threshold.kind === 'supported') {
            count(threshold.far, 1 - shareBelow(letIn.bestImpostor, threshold.threshold));
            count(threshold.frr, shareBelow(own.bestGenuine, threshold.threshold));
          }
        }
      }
      expect(bounds).toBeGreaterThan(4 * splits.length);
      // They are bounds of 95 % confidence.
      expect(held / bounds).toBeGreaterThanOrEqual(0.9);
    });
  },
);

function shareBelow(cosines: Float32Array, threshold: number): number {
  return cosines.filter((cosine) => (1 + cosine) / 2 < threshold).length / cosines.length;
}
