import { describe, expect, it } from 'vitest';
import { type LabelledVectors, rankQueries } from '../evaluation/index.js';
import { createRandom, type Random } from '../random/index.js';
import { calibrate } from './calibrate.js';
import { calibrationSchema } from './calibration.js';

const score = (cosine: number): number => (1 + Math.fround(cosine)) / 2;

/**
 * As many searches as there are cosines, each of a class of its own unless said otherwise, and
 * answered by none that asks elsewhere.
 */
function searches(options: { genuine: number[]; impostor: number[]; labels?: number[] }) {
  const { genuine, impostor, labels = impostor.map((_, at) => at) } = options;
  return {
    results: {
      bestGenuine: Float32Array.from(genuine),
      bestImpostor: Float32Array.from(impostor),
      nearestImpostor: Int32Array.from(impostor.keys()),
    },
    labels: Int32Array.from(labels),
    galleryLabels: Int32Array.from(labels),
  };
}

describe('calibrate', () => {
  it('takes the score that the wanted share of strangers reaches, and counts what it costs', async () => {
    // Strangers reach 0.001, 0.002, ... 0.4; the genuine ones 0.3 above that, so 0.301 ... 0.7.
    const impostor = Array.from({ length: 400 }, (_, at) => (at + 1) / 1000);
    const genuine = impostor.map((cosine) => cosine + 0.3);
    const calibration = await calibrate(searches({ genuine, impostor }), {
      targetFars: [0.01, 0.1],
    });
    expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
    const [first, second] = calibration.thresholds;
    // 40 of 400 reach 0.361; 60 genuine ones (0.301 to 0.360) do not.
    expect(first).toMatchObject({
      kind: 'supported',
      targetFar: 0.1,
      threshold: score(0.361),
      far: { rate: 0.1 },
      frr: { rate: 0.15 },
    });
    expect(second).toMatchObject({
      kind: 'supported',
      far: { rate: 0.01 },
      threshold: score(0.397),
    });
  });

  it('never extrapolates: too few searches, or too few that are independent, have no threshold', async () => {
    const random = createRandom(2);
    const impostor = Array.from({ length: 1000 }, () => random.next());
    const genuine = impostor.map(() => 0.9);
    const alone = await calibrate(searches({ genuine, impostor }));
    expect(alone.thresholds.map(({ kind }) => kind)).toEqual([
      'supported',
      'supported',
      'unsupported',
      'unsupported',
    ]);
    expect(alone.thresholds[2]).toMatchObject({ targetFar: 0.001, neededTrials: 3000 });

    // The same searches from 20 classes, each with a level of its own.
    const labels = impostor.map((_, at) => at % 20);
    const clustered = impostor.map((value, at) => (at % 20) / 20 + value / 1000);
    const together = await calibrate(searches({ genuine, impostor: clustered, labels }));
    expect(together.impostor).toEqual({ trials: 1000, classes: 20 });
    expect(together.thresholds.map(({ kind }) => kind)).toEqual(Array(4).fill('unsupported'));
  });

  it('keeps the rate where scores tie', async () => {
    const impostor = Array.from({ length: 100 }, (_, at) => (at < 95 ? 0.1 : 0.2));
    const genuine = impostor.map(() => 0.15);
    // 10 % would cut through the 95 that tie, so only the 5 above them are let in.
    const { thresholds } = await calibrate(searches({ genuine, impostor }), { targetFars: [0.1] });
    const [threshold] = thresholds;
    expect(threshold).toMatchObject({
      threshold: score(0.2),
      far: { rate: 0.05 },
      frr: { rate: 1 },
    });
  });

  it('says what is missing', async () => {
    const none = [Number.NaN, Number.NaN];
    const measured = (input: Parameters<typeof searches>[0]) => calibrate(searches(input));
    await expect(measured({ genuine: [0.5, 0.5], impostor: none })).rejects.toMatchObject({
      code: 'too_few_classes',
    });
    await expect(measured({ genuine: none, impostor: [0.5, 0.5] })).rejects.toMatchObject({
      code: 'too_few_images',
    });
  });
});

interface Classes {
  readonly classes: number;
  readonly perClass: number;
  readonly firstLabel: number;
  readonly random: Random;
}

/** Pictures around the direction of their class; classes differ in how far theirs scatter. */
function draw({ classes, perClass, firstLabel, random }: Classes): LabelledVectors {
  const vectors: number[] = [];
  const labels: number[] = [];
  for (let at = 0; at < classes; at++) {
    const centre = Array.from({ length: 6 }, () => random.normal());
    const spread = random.between(0.2, 0.8);
    for (let picture = 0; picture < perClass; picture++) {
      vectors.push(...centre.map((value) => value + spread * random.normal()));
      labels.push(firstLabel + at);
    }
  }
  return { vectors: Float32Array.from(vectors), labels: Int32Array.from(labels) };
}

it('predicts how often pictures of classes that were never enrolled are let in', async () => {
  const random = createRandom(11);
  const rounds = 25;
  let held = 0;
  let thresholds = 0;
  for (let round = 0; round < rounds; round++) {
    const gallery = draw({ classes: 60, perClass: 6, firstLabel: 0, random });
    const strangers = draw({ classes: 1500, perClass: 1, firstLabel: 1000, random });
    const known = await rankQueries({ gallery, dimension: 6, ks: [1] });
    const calibration = await calibrate(
      { results: known, labels: gallery.labels, galleryLabels: gallery.labels },
      { targetFars: [0.2, 0.1, 0.05] },
    );
    const met = await rankQueries({ gallery, queries: strangers, dimension: 6, ks: [1] });
    for (const entry of calibration.thresholds) {
      if (entry.kind === 'supported') {
        const accepted = met.bestImpostor.filter((cosine) => (1 + cosine) / 2 >= entry.threshold);
        const realized = accepted.length / strangers.labels.length;
        thresholds++;
        held += entry.far.low <= realized && realized <= entry.far.high ? 1 : 0;
      }
    }
  }
  expect(thresholds).toBeGreaterThan(2 * rounds);
  expect(held / thresholds).toBeGreaterThanOrEqual(0.9);
});
