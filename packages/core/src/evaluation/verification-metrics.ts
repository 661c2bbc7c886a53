import { z } from 'zod';
import { type PairHistogram, scoreBins } from './pair-histogram.js';

/** What a threshold does: a pair whose score is at or above it is taken for the same class. */
export interface OperatingPoint {
  /** A score, 0..1: (1 + cosine) / 2, as the API answers it. */
  readonly threshold: number;
  /** False-accept rate: share of impostor pairs at or above the threshold. */
  readonly far: number;
  /** False-reject rate: share of genuine pairs below it. */
  readonly frr: number;
}

/**
 * How well one score tells pairs of the same class (genuine) from others (impostor), in the terms
 * of ISO/IEC 19795-1, over all pairs of query and gallery. Pairs of one picture or class depend on
 * each other, so these rates describe this set; thresholds for pictures to come are what
 * calibration is for.
 */
export interface VerificationMetrics {
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  /** Area under the ROC curve: how often a genuine pair scores above an impostor pair. */
  readonly auc: number;
  /** Equal error rate: false accepts and false rejects where they are equally frequent. */
  readonly eer: number;
  readonly eerThreshold: number;
  /**
   * FRR where the FAR is at most the key ("0.01", "0.001"); null where the set has too few impostor
   * pairs for such a rate.
   */
  readonly frrAtFar: Readonly<Record<string, number | null>>;
  /** From FAR 1 down in steps of 1, 2, 5, as far as there are impostor pairs. */
  readonly curve: readonly OperatingPoint[];
}

const share = z.number().min(0).max(1);

export const verificationMetricsSchema: z.ZodType<VerificationMetrics> = z.strictObject({
  genuinePairs: z.number().min(0),
  impostorPairs: z.number().min(0),
  auc: share,
  eer: share,
  eerThreshold: share,
  frrAtFar: z.record(z.string(), share.nullable()),
  curve: z.array(z.strictObject({ threshold: share, far: share, frr: share })),
});

const reportedFars = [0.01, 0.001];

/** Null where there are no genuine or no impostor pairs to tell apart. */
export function verificationMetrics(histogram: PairHistogram): VerificationMetrics | null {
  const genuine = cumulate(histogram.genuine);
  const impostor = cumulate(histogram.impostor);
  const genuinePairs = genuine[0] as number;
  const impostorPairs = impostor[0] as number;
  if (genuinePairs === 0 || impostorPairs === 0) {
    return null;
  }
  const points: Points = {
    far: impostor.map((count) => count / impostorPairs),
    frr: genuine.map((count) => 1 - count / genuinePairs),
  };
  const reachable = (far: number): boolean => far * impostorPairs >= 1;
  return {
    genuinePairs,
    impostorPairs,
    auc: areaUnderCurve(histogram, genuine) / (genuinePairs * impostorPairs),
    ...equalErrors(points),
    frrAtFar: Object.fromEntries(
      reportedFars.map((far) => [String(far), reachable(far) ? pointAt(points, far).frr : null]),
    ),
    curve: curveFars()
      .filter(reachable)
      .map((far) => pointAt(points, far)),
  };
}

/** Rates of the thresholds edge / scoreBins, edge = 0..scoreBins. */
interface Points {
  readonly far: Float64Array; // [scoreBins + 1], falls
  readonly frr: Float64Array; // [scoreBins + 1], rises
}

/** How many pairs score at or above each edge: [scoreBins + 1]. */
function cumulate(counts: Float64Array): Float64Array {
  const above = new Float64Array(scoreBins + 1);
  for (let edge = scoreBins - 1; edge >= 0; edge--) {
    above[edge] = (above[edge + 1] as number) + (counts[edge] as number);
  }
  return above;
}

/** The lowest threshold whose FAR is at most `far`: it rejects the fewest genuine pairs. */
function pointAt({ far: fars, frr }: Points, far: number): OperatingPoint {
  let [low, high] = [0, scoreBins];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((fars[middle] as number) <= far) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return { threshold: low / scoreBins, far: fars[low] as number, frr: frr[low] as number };
}

/** Genuine above impostor, over all such pairs of pairs; in one bin they are taken for equal. */
function areaUnderCurve({ genuine, impostor }: PairHistogram, above: Float64Array): number {
  let area = 0;
  for (let bin = 0; bin < scoreBins; bin++) {
    area += (impostor[bin] as number) * ((above[bin + 1] as number) + (genuine[bin] as number) / 2);
  }
  return area;
}

/** The rates cross between two edges: both are taken for straight there. */
function equalErrors({ far, frr }: Points): { eer: number; eerThreshold: number } {
  let edge = 1;
  while ((frr[edge] as number) < (far[edge] as number)) {
    edge++;
  }
  const [far0, far1] = [far[edge - 1] as number, far[edge] as number];
  const [frr0, frr1] = [frr[edge - 1] as number, frr[edge] as number];
  const along = (far0 - frr0) / (far0 - frr0 + frr1 - far1);
  return { eer: far0 + along * (far1 - far0), eerThreshold: (edge - 1 + along) / scoreBins };
}

function curveFars(): number[] {
  return Array.from({ length: 37 }, (_, at) => {
    const step = [1, 5, 2][at % 3] as number;
    return at % 3 === 0 ? 1 / 10 ** (at / 3) : step / 10 ** Math.ceil(at / 3);
  });
}
