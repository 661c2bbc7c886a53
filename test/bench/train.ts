/**
 * Pictures a second of a whole training step: batch from bytes, upload, forward, loss, backward,
 * optimizer, and the loss read back.
 *
 * - `wasm` is what every machine has; `stock wasm` the same loop with TensorFlow.js's own kernels
 *   wherever it has them and they are right.
 * - `native` where a native build of TensorFlow stands (`npm run native`).
 * - `PyTorch` with `--peer PYTHON`: the same nets, losses and head in PyTorch +
 *   pytorch-metric-learning, with as many threads as it takes by itself.
 * - `ONNX Runtime` computes features of a backbone, and nothing else.
 *
 * Everybody is a process of its own; they take turns, and each figure is the median of its turns.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasOnnxRuntime } from '@umbra/core/onnx';
import { findDataSet } from '../support/data-sets.js';
import type { Bench } from './bench.js';
import type { BenchReport, BenchRow } from './bench-report.js';
import { type Contestant, startContestant } from './train/contestant.js';
import { picturesOf, type Workload, workloads } from './train/workload.js';

const rounds = 5;
const secondsOfTurn = 0.8;

const nodeContestant = fileURLToPath(new URL('./train/node-contestant.js', import.meta.url));
const torchContestant = fileURLToPath(
  new URL('../../bench/train/torch_contestant.py', import.meta.url),
);

export const train: Bench = async ({ peer }) => {
  const contestants = startAll(peer);
  try {
    const measured: Measured[] = [];
    for (const workload of workloads.filter(isHere)) {
      measured.push(await measure(workload, contestants));
    }
    return report(measured, contestants);
  } finally {
    for (const contestant of contestants) {
      contestant.end();
    }
  }
};

function isHere(workload: Workload): boolean {
  return workload.kind !== 'features' || findDataSet('backbones') !== null;
}

function startAll(peer: string | undefined): Contestant[] {
  const native = resolve(
    process.env['UMBRA_NATIVE'] ?? join(process.env['UMBRA_HOME'] ?? '.umbra', 'native'),
  );
  const kinds = ['wasm', 'stock wasm'];
  if (existsSync(join(native, 'record.json'))) {
    kinds.push('native');
  }
  if (hasOnnxRuntime()) {
    kinds.push('onnxruntime');
  }
  const ours = kinds.map((kind) =>
    startContestant(kind, process.execPath, [nodeContestant, kind, native]),
  );
  return peer === undefined ? ours : [...ours, startContestant('PyTorch', peer, [torchContestant])];
}

function takesPart({ name }: Contestant, workload: Workload): boolean {
  const features = workload.kind === 'features';
  switch (name) {
    case 'onnxruntime':
      return features;
    case 'stock wasm':
      return !features;
    case 'PyTorch':
      return !features && !(workload.kind === 'net' && workload.augmented);
    default:
      return true;
  }
}

interface Measured {
  readonly workload: Workload;
  /** Pictures a second, by contestant. */
  readonly rates: ReadonlyMap<string, number>;
  /** Share of the step that is neither convolution nor product, on wasm. */
  readonly overhead: number;
}

async function measure(workload: Workload, contestants: readonly Contestant[]): Promise<Measured> {
  const turns = new Map<Contestant, { steps: number; seconds: number[] }>();
  for (const contestant of contestants.filter((one) => takesPart(one, workload))) {
    await contestant.run(workload, 1);
    const { seconds } = await contestant.run(workload, 2);
    const steps = Math.min(500, Math.max(2, Math.ceil((secondsOfTurn * 2) / seconds)));
    turns.set(contestant, { steps, seconds: [] });
  }
  const overheads: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [contestant, turn] of turns) {
      turn.seconds.push((await contestant.run(workload, turn.steps)).seconds / turn.steps);
      if (contestant.name === 'wasm') {
        const { seconds, dense = 0 } = await contestant.run(workload, turn.steps, {
          profile: true,
        });
        overheads.push(1 - dense / seconds);
      }
    }
  }
  const pictures = picturesOf(workload);
  const rates = [...turns].map(([{ name }, { seconds }]): [string, number] => [
    name,
    pictures / median(seconds),
  ]);
  return { workload, rates: new Map(rates), overhead: median(overheads) };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

function report(measured: readonly Measured[], contestants: readonly Contestant[]): BenchReport {
  const rows = measured.map(({ workload, rates, overhead }): BenchRow => {
    const cells = contestants.map(({ name }) => [name, Math.round(rates.get(name) ?? 0) || '']);
    const percent = workload.kind === 'features' ? '' : `${Math.round(100 * overhead)} %`;
    return { 'pictures a second': workload.name, ...Object.fromEntries(cells), overhead: percent };
  });
  /** Geometric mean of a ratio over the workloads that have it. */
  const ratio = (of: string, to: string, kind: Workload['kind']): number =>
    mean(
      measured.flatMap(({ workload, rates }) => {
        const [one, other] = [rates.get(of), rates.get(to)];
        return workload.kind === kind && one && other ? [one / other] : [];
      }),
    );
  const features = measured.find(({ workload }) => workload.kind === 'features')?.rates;
  const summary = {
    overStock: ratio('wasm', 'stock wasm', 'net'),
    overStockHead: ratio('wasm', 'stock wasm', 'head'),
    nativeOverWasm: ratio('native', 'wasm', 'net'),
    nativeOverWasmHead: ratio('native', 'wasm', 'head'),
    overTorch: ratio('wasm', 'PyTorch', 'net'),
    overTorchHead: ratio('wasm', 'PyTorch', 'head'),
    nativeOverTorch: ratio('native', 'PyTorch', 'net'),
    nativeOverTorchHead: ratio('native', 'PyTorch', 'head'),
    featuresPerSecond: features?.get('onnxruntime') ?? Number.NaN,
    featuresPerSecondWasm: features?.get('wasm') ?? Number.NaN,
    overhead: median(
      measured.flatMap(({ workload, overhead }) => (workload.kind === 'net' ? [overhead] : [])),
    ),
  };
  const known = Object.entries(summary).filter(([, value]) => Number.isFinite(value));
  return {
    rows,
    summary: Object.fromEntries(known.map(([name, value]) => [name, rounded(value)])),
  };
}

function mean(ratios: readonly number[]): number {
  const logarithms = ratios.map(Math.log);
  return Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / ratios.length);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
