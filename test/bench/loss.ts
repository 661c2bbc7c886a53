/**
 * Memory and time of a loss, forward and backward, on wasm, for batches of four pictures a class.
 *
 * - `shadow`: Shadow Loss on unit vectors, which the presets train with.
 * - `triplet, Gram in blocks`: Umbra's triplet loss, built in the same way.
 * - `triplet, whole Gram`: the triplet loss from all S x S distances, in TensorFlow.js operations.
 * - `triplet, gathered`: the triplet loss from the vectors of each triplet and their differences.
 *
 * All take one negative for each pair (anchor, positive), 3 S triplets. `all triplets, gathered` is
 * the last with every negative.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type PeakBytes, selectBackend } from '@umbra/core/backend';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';
import {
  type BatchSize,
  type Contestant,
  contestants,
  gathered,
  gramInBlocks,
  shadow,
  wholeGram,
} from './loss/contestants.js';
import { gradientPass } from './loss/gradient-pass.js';
import { gradientBytes, lossBytes } from './loss/loss-bytes.js';

const batches = [256, 1024, 2048, 8192];
const dimensions = [64, 256, 1024];
/** What holds at least so much is measured in a process of its own. */
const largeBytes = 2 ** 25;
const entry = fileURLToPath(new URL('./loss/measure-loss.js', import.meta.url));

const timedSizes: readonly BatchSize[] = [
  { samples: 128, dimension: 64 },
  { samples: 512, dimension: 128 },
  { samples: 2048, dimension: 256 },
];
const rounds = 9;

export const loss: Bench = async () => {
  await selectBackend('wasm');
  const times = timedSizes.map(secondsOf);
  const measured = batches.flatMap((samples) =>
    dimensions.map((dimension) => measure({ samples, dimension })),
  );
  const bytes = ({ name }: Contestant, samples: number, dimension: number): number =>
    measured.find(({ size }) => size.samples === samples && size.dimension === dimension)?.bytes[
      name
    ] ?? Number.NaN;
  const overShadow = (rival: Contestant): number =>
    bytes(rival, 2048, 256) / bytes(shadow, 2048, 256);
  const overTime = ({ name }: Contestant): number =>
    Math.max(...times.map((seconds) => (seconds[shadow.name] as number) / (seconds[name] ?? 0)));
  const inD = batches.map((samples) => bytes(shadow, samples, 1024) / bytes(shadow, samples, 64));
  const inS = dimensions.map((width) => bytes(shadow, 8192, width) / bytes(shadow, 1024, width));
  const summary = {
    shadowBytesRatioInD: Math.max(...inD),
    shadowBytesRatioInS: Math.max(...inS),
    gatheredOverShadow: overShadow(gathered),
    wholeGramOverShadow: overShadow(wholeGram),
    timeOverGramTriplet: overTime(gramInBlocks),
    timeOverWholeGramTriplet: overTime(wholeGram),
  };
  const rounded = Object.entries(summary).map(([name, value]) => [
    name,
    Number(value.toPrecision(3)),
  ]);
  return { rows: measured.map(({ row }) => row), summary: Object.fromEntries(rounded) };
};

interface Measured {
  readonly size: BatchSize;
  readonly row: BenchRow;
  /** By contestant; without those that do not fit. */
  readonly bytes: Readonly<Record<string, number>>;
}

function measure(size: BatchSize): Measured {
  const bytes: Record<string, number> = {};
  const cells = contestants.map((contestant): BenchRow => {
    const found = bytesOf(contestant, size);
    if (found === null) {
      return { [contestant.name]: 'does not fit' };
    }
    bytes[contestant.name] = found.heap + found.arrays;
    const parts = contestant === shadow ? { 'shadow: heap + arrays': partsOf(found) } : {};
    return { ...parts, [contestant.name]: mebibytes(found.heap + found.arrays) };
  });
  const { samples: S, dimension: D } = size;
  const given = { S, D, embeddings: mebibytes(gradientBytes(size)) };
  return { size, bytes, row: Object.assign(given, ...cells) };
}

function bytesOf(contestant: Contestant, size: BatchSize): PeakBytes | null {
  if (contestant.leastBytes(size) < largeBytes) {
    return lossBytes(contestant, size);
  }
  const args = [contestant.name, `${size.samples}`, `${size.dimension}`];
  return JSON.parse(execFileSync(process.execPath, [entry, ...args], { encoding: 'utf8' }));
}

function partsOf({ heap, arrays }: { heap: number; arrays: number }): string {
  return `${mebibytes(heap)} + ${mebibytes(arrays)}`;
}

function mebibytes(bytes: number): string {
  const value = bytes / 2 ** 20;
  return value < 100 ? value.toFixed(2) : value.toFixed(0);
}

/** Seconds of a forward and backward pass by contestant, the least of many that take turns. */
function secondsOf(size: BatchSize): Record<string, number> {
  const timed = [shadow, gramInBlocks, wholeGram];
  const passes = timed.map((contestant) => gradientPass(contestant, size));
  const best = new Map<string, number>();
  for (let round = 0; round <= rounds; round++) {
    passes.forEach((pass, at) => {
      const start = performance.now();
      pass.run();
      const seconds = (performance.now() - start) / 1000;
      const { name } = timed[at] as Contestant;
      // The first round warms up.
      if (round > 0) {
        best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, seconds));
      }
    });
  }
  for (const pass of passes) {
    pass.dispose();
  }
  return Object.fromEntries(best);
}
