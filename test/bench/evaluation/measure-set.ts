// The figures of an evaluation by Umbra, in a process of its own: `measure-set.js FOLDER
// DIMENSION`. Reads and writes what `peer_evaluation.py measure` does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectBackend } from '@umbra/core/backend';
import { evaluateVectors } from '@umbra/core/evaluation';

const [folder = '', dimension = ''] = process.argv.slice(2);
const read = (name: string): ArrayBuffer =>
  Uint8Array.from(readFileSync(join(folder, name))).buffer;
const gallery = {
  vectors: new Float32Array(read('vectors')), // [N, d]
  labels: new Int32Array(read('labels')), // [N]
};
await selectBackend('wasm');
const startedAt = performance.now();
const cpuBefore = process.cpuUsage();
const { retrieval, verification, separation } = await evaluateVectors({
  gallery,
  dimension: Number(dimension),
});
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
const cpuSeconds = (user + system) / 1e6;
const { recallAt, rPrecision, mapAtR, ndcg } = retrieval;
const figures = {
  recallAt1: recallAt['1'],
  recallAt5: recallAt['5'],
  recallAt10: recallAt['10'],
  rPrecision,
  mapAtR,
  ndcg,
  auc: verification?.auc,
  eer: verification?.eer,
  frrAtFar1Percent: verification?.frrAtFar['0.01'],
  'frrAtFar0.1Percent': verification?.frrAtFar['0.001'],
  ...separation,
};
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ figures, seconds, cpuSeconds, peakBytes })}\n`);
