// A contestant of the bench `train` in a process of its own: `node-contestant.js KIND
// [NATIVE_FOLDER]`. Reads and writes the lines that `torch_contestant.py` describes; asked to
// profile, it adds the share of the time that convolutions and products took.
import { createInterface } from 'node:readline';
import { selectBackend, selectRepairedWasm, useNativeBuild } from '@umbra/core/backend';
import { profileKernels } from './kernel-profile.js';
import { prepareFeatures } from './prepared-features.js';
import { type PreparedTraining, prepareTraining } from './prepared-training.js';
import type { Workload } from './workload.js';

interface Request {
  readonly workload: Workload;
  readonly steps: number;
  readonly profile?: boolean;
}

const [kind = 'wasm', nativeFolder = ''] = process.argv.slice(2);
if (kind === 'stock wasm') {
  await selectRepairedWasm();
} else {
  useNativeBuild(nativeFolder);
  await selectBackend(kind === 'native' ? 'tensorflow' : 'wasm');
}

const prepared = new Map<string, PreparedTraining>();
for await (const line of createInterface({ input: process.stdin })) {
  const { workload, steps, profile = false } = JSON.parse(line) as Request;
  const training = prepared.get(workload.name) ?? (await prepare(workload));
  prepared.set(workload.name, training);
  const stopProfile = profile ? profileKernels() : null;
  const start = performance.now();
  await training.run(steps);
  const seconds = (performance.now() - start) / 1000;
  const dense = stopProfile?.().denseSeconds;
  process.stdout.write(`${JSON.stringify({ seconds, dense })}\n`);
}

function prepare(workload: Workload): PreparedTraining | Promise<PreparedTraining> {
  return workload.kind === 'features'
    ? prepareFeatures(workload, kind === 'onnxruntime' ? 'onnxruntime' : 'tensorflow.js')
    : prepareTraining(workload);
}
