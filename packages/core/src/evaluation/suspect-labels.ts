/**
 * Pictures whose label their neighbours dispute, after confident learning (Northcutt, Jiang and
 * Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", 2021): the share of a
 * picture's neighbours that have a label is taken for the label's probability, and another label is
 * a better one only if it is as probable as it usually is where it is right. So labels that a model
 * finds hard are not all called wrong.
 */
import { invariant } from '../errors/index.js';
import type { QueryResults } from './query-results.js';

export interface SuspectLabel {
  readonly row: number;
  readonly label: number;
  /** The label that the neighbours have. */
  readonly suggested: number;
  /** Share of the neighbours that have the label, and the suggested one. */
  readonly labelShare: number;
  readonly suggestedShare: number;
}

/** With fewer others of its class a picture cannot be judged. */
const othersMin = 3;

/** `results` of a set that asks itself. The worst first. */
export function suspectLabels(results: QueryResults, labels: Int32Array): SuspectLabel[] {
  invariant(results.rightAnswers.length === labels.length, 'a set asks itself');
  const shares = [...labels.keys()].map((row) => neighbourShares(results, labels, row));
  const usual = usualShares(shares, labels);
  return [...labels.keys()]
    .flatMap((row) => {
      const suspect = judge({ row, label: labels[row] as number, shares: shares[row], usual });
      return suspect === null ? [] : [suspect];
    })
    .sort((a, b) => excess(b) - excess(a) || nearer(results, b) - nearer(results, a));
}

/** Share of the neighbours by label; null for a picture that cannot be judged. */
type Shares = ReadonlyMap<number, number> | null;

/** A class with R others can fill no more than R places. */
function neighbourShares(results: QueryResults, labels: Int32Array, row: number): Shares {
  const others = results.rightAnswers[row] as number;
  if (others < othersMin) {
    return null;
  }
  const k = results.neighboursPerQuery;
  const start = row * k;
  const near = results.neighbours.subarray(start, start + Math.min(k, others));
  const shares = new Map<number, number>();
  for (const neighbour of near) {
    const label = labels[neighbour] as number;
    shares.set(label, (shares.get(label) ?? 0) + 1 / near.length);
  }
  return shares;
}

/** How large a label's share usually is among pictures that have it. */
function usualShares(shares: readonly Shares[], labels: Int32Array): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  labels.forEach((label, row) => {
    const own = shares[row];
    if (own) {
      const { sum, count } = sums.get(label) ?? { sum: 0, count: 0 };
      sums.set(label, { sum: sum + (own.get(label) ?? 0), count: count + 1 });
    }
  });
  return new Map([...sums].map(([label, { sum, count }]) => [label, sum / count]));
}

interface Judged {
  readonly row: number;
  readonly label: number;
  readonly shares: Shares | undefined;
  readonly usual: ReadonlyMap<number, number>;
}

function judge({ row, label, shares, usual }: Judged): SuspectLabel | null {
  const labelShare = shares?.get(label) ?? 0;
  let suspect: SuspectLabel | null = null;
  for (const [suggested, suggestedShare] of shares ?? []) {
    const probable = suggestedShare >= (usual.get(suggested) ?? 1);
    if (probable && suggestedShare > Math.max(labelShare, suspect?.suggestedShare ?? 0)) {
      suspect = { row, label, suggested, labelShare, suggestedShare };
    }
  }
  return suspect;
}

function excess({ labelShare, suggestedShare }: SuspectLabel): number {
  return suggestedShare - labelShare;
}

/** How much nearer the nearest picture of another class is than the nearest of its own. */
function nearer({ bestGenuine, bestImpostor }: QueryResults, { row }: SuspectLabel): number {
  return (bestImpostor[row] as number) - (bestGenuine[row] as number);
}
