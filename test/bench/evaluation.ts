/**
 * What an evaluation of many vectors costs, every picture against all others: retrieval,
 * verification and separation of 100,000 x 64, in bounded memory. With `--peer PYTHON` (an
 * interpreter that has pytorch-metric-learning and scikit-learn) the same figures of a set that
 * both can do, by the same definitions. Everybody is a process of its own, one after the other.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from './bench.js';
import type { BenchReport, BenchRow } from './bench-report.js';
import { dimension, drawSet, writeSet } from './evaluation/drawn-set.js';

const largeCount = 100_000;

/** The peer keeps all pairs: 32 million here, 5,000 million of the large set. */
const sharedCount = 8000;

const measureSet = fileURLToPath(new URL('./evaluation/measure-set.js', import.meta.url));
const peerEvaluation = fileURLToPath(
  new URL('../../bench/evaluation/peer_evaluation.py', import.meta.url),
);

interface Measured {
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Of all cores together: what else the machine does counts less. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

export const evaluation: Bench = async ({ peer }) => {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-evaluation-'));
  const umbra = () => measure(process.execPath, [measureSet, folder, `${dimension}`]);
  try {
    writeSet(folder, drawSet(largeCount));
    const large = await umbra();
    writeSet(folder, drawSet(sharedCount));
    const shared = await umbra();
    const other =
      peer === undefined
        ? null
        : await measure(peer, [peerEvaluation, 'measure', folder, `${dimension}`]);
    return report(large, shared, other);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

async function measure(command: string, words: readonly string[]): Promise<Measured> {
  const { stdout } = await promisify(execFile)(command, [...words]);
  return JSON.parse(stdout) as Measured;
}

function report(large: Measured, shared: Measured, peer: Measured | null): BenchReport {
  const row = (name: string, tell: (measured: Measured) => string): BenchRow => ({
    figure: name,
    [columnOf(largeCount)]: tell(large),
    [columnOf(sharedCount)]: tell(shared),
    ...(peer === null ? {} : { 'the same by PML, scikit-learn': tell(peer) }),
  });
  const differences = Object.entries(peer?.figures ?? {}).map(([name, value]) =>
    Math.abs(value - (shared.figures[name] ?? Number.NaN)),
  );
  return {
    rows: [
      ...Object.keys(large.figures).map((name) =>
        row(name, ({ figures }) => (figures[name] ?? Number.NaN).toFixed(5)),
      ),
      row('seconds', ({ seconds }) => seconds.toFixed(1)),
      row('seconds of all cores', ({ cpuSeconds }) => cpuSeconds.toFixed(1)),
      row('peak of the process, MB', ({ peakBytes }) => (peakBytes / 1e6).toFixed(0)),
    ],
    summary: {
      seconds: rounded(large.seconds),
      cpuSeconds: rounded(large.cpuSeconds),
      peakBytes: large.peakBytes,
      ...(peer === null
        ? {}
        : {
            greatestDifference: rounded(Math.max(...differences)),
            timeOverPeer: rounded(shared.seconds / peer.seconds),
            cpuTimeOverPeer: rounded(shared.cpuSeconds / peer.cpuSeconds),
            peakOverPeer: rounded(shared.peakBytes / peer.peakBytes),
          }),
    },
  };
}

function columnOf(count: number): string {
  return `${count.toLocaleString('en-US')} x ${dimension}`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
