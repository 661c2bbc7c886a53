/**
 * What is known of Shadow Loss without training anything: the claims of the paper (arXiv
 * 2311.14012) that can be checked on a batch, and the equalities that follow from its formula. Each
 * number is worked out here, not recorded.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import type { ShadowLossConfig, TripletLossConfig } from './loss-config.js';
import { evaluateLoss } from './testing/evaluate-loss.js';
import { naiveTriplets } from './testing/naive-triplets.js';
import { added, apart, type Batch, dot, norm, scaled, type Vector } from './testing/vectors.js';

const margin = 0.3;
const onUnitVectors: ShadowLossConfig = { kind: 'shadow', margin, normalize: true };
const asInTheFormula: ShadowLossConfig = { kind: 'shadow', margin, normalize: false };
const cosineTriplet: TripletLossConfig = { kind: 'triplet', margin, distance: 'cosine' };
const squaredTriplet: TripletLossConfig = {
  kind: 'triplet',
  margin: 2 * margin,
  distance: 'squared-euclidean',
};

const labels = [0, 0, 0, 1, 1, 2, 2, 2, 2];

function randomBatch({ unitLength }: { unitLength: boolean }): Batch {
  const random = createRandom(11);
  const embeddings = labels.map(() => {
    const vector = Array.from({ length: 16 }, () => random.normal());
    return unitLength ? scaled(vector, 1 / norm(vector)) : vector;
  });
  return { embeddings, labels };
}

/** x without its part along the axis `a`. */
const rejected = (x: Vector, a: Vector): Vector => added(x, scaled(a, -dot(x, a) / dot(a, a)));

describe('Shadow Loss', () => {
  beforeAll(() => selectEngineBackend());

  describe('on unit vectors', () => {
    const batch = randomBatch({ unitLength: true });
    const shadow = () => evaluateLoss(batch, onUnitVectors);

    it('is the cosine triplet hinge', () => {
      const cosine = evaluateLoss(batch, cosineTriplet);
      expect(shadow().loss).toBeCloseTo(cosine.loss, 6);
      expect(apart(shadow().gradient, cosine.gradient)).toBeLessThan(1e-6);
    });

    it('is half the squared Euclidean triplet with the doubled margin', () => {
      const squared = evaluateLoss(batch, squaredTriplet);
      expect(shadow().loss).toBeCloseTo(squared.loss / 2, 6);
      expect(shadow().activeShare).toBe(squared.activeShare);
      // The normalization holds every step on the sphere: the gradients agree along it.
      const alongSphere = squared.gradient.map((gradient, sample) =>
        scaled(rejected(gradient, batch.embeddings[sample] as Vector), 1 / 2),
      );
      expect(apart(shadow().gradient, alongSphere)).toBeLessThan(1e-6);
    });

    it('is the same with and without the normalization', () => {
      expect(shadow().loss).toBeCloseTo(evaluateLoss(batch, asInTheFormula).loss, 6);
    });

    it('is 2-Lipschitz in the anchor: a triplet pulls it by n - p at most', () => {
      const [a, p, n] = batch.embeddings as [Vector, Vector, Vector];
      const triplet = { embeddings: [a, p, n], labels: [0, 0, 1] };
      const large: ShadowLossConfig = { ...onUnitVectors, margin: 5 };
      for (const gradient of evaluateLoss(triplet, large).gradient) {
        // Two triplets (a, p, n) and (p, a, n), averaged; each of the three takes part in both.
        expect(norm(gradient)).toBeLessThanOrEqual(2);
      }
    });
  });

  it('does not see the length of the vectors when they are normalized', () => {
    const batch = randomBatch({ unitLength: false });
    const stretched = batch.embeddings.map((vector, sample) => scaled(vector, 2 ** (sample - 4)));
    const { loss } = evaluateLoss(batch, onUnitVectors);
    expect(evaluateLoss({ labels, embeddings: stretched }, onUnitVectors).loss).toBeCloseTo(
      loss,
      6,
    );
    evaluateLoss(batch, onUnitVectors).gradient.forEach((gradient, sample) => {
      expect(Math.abs(dot(gradient, batch.embeddings[sample] as Vector))).toBeLessThan(1e-6);
    });
  });

  it.each([onUnitVectors, asInTheFormula])(
    'costs the margin in a collapse: $normalize',
    (config) => {
      const random = createRandom(4);
      for (let draw = 0; draw < 20; draw++) {
        const point = Array.from({ length: 5 }, () => random.normal());
        const embeddings = labels.map(() => point);
        const { loss, activeShare, gradient } = evaluateLoss({ embeddings, labels }, config);
        expect(loss).toBeCloseTo(margin, 6);
        expect(activeShare).toBe(1);
        // Penalized, but not escaped by the gradient, which is 0 there.
        expect(Math.max(...gradient.flat().map(Math.abs))).toBeLessThan(1e-6);
      }
    },
  );

  it('does not see what stands across the anchor axis when it is not normalized', () => {
    // cos(a, n) = 1 and cos(a, p) = 0.01, and still: gap(p) = 0, gap(n) = 2, nothing to pay.
    const embeddings = [
      [1, 0, 0],
      [1, 100, 0],
      [3, 0, 0],
    ];
    const naive = naiveTriplets(
      { embeddings, labels: [0, 0, 1] },
      { ...asInTheFormula, margin: 0.2 },
      { kind: 'all' },
    );
    expect(naive.find(({ anchor }) => anchor === 0)?.loss).toBe(0);
    // The other anchor, p, pays: gap(a) = |p| - 1 / |p| and gap(n) = |p| - 3 / |p|.
    const length = Math.hypot(1, 100);
    const { loss, activeShare } = evaluateLoss(
      { embeddings, labels: [0, 0, 1] },
      { ...asInTheFormula, margin: 0.2 },
    );
    expect(activeShare).toBe(0.5);
    expect(loss).toBeCloseTo(2 / length + 0.2, 5);
  });
});
