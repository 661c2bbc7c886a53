// One training of the bench `batch` in a process of its own, `measure-large-batch.js NAME`. Writes
// one line of JSON: the most memory that the process has held, and what was estimated before.
import { selectBackend } from '@umbra/core/backend';
import { estimateMemory, totalBytes, train } from '@umbra/core/training';
import { configOf, examplesOf, factsOf } from '../estimate/prepare-training.js';
import { largeBatches } from './large-batches.js';

const training = largeBatches.find(({ name }) => name === process.argv[2]);
if (training === undefined) {
  throw new Error(`no training is called ${process.argv[2]}`);
}
await selectBackend('wasm');
const config = configOf(training);
const before = process.memoryUsage.rss();
const estimated = before + totalBytes(await estimateMemory(config, factsOf(training)));

let stepSeconds = 0;
let last = process.cpuUsage();
for await (const event of train({ examples: examplesOf(training), config })) {
  if (event.kind === 'step') {
    const { user, system } = process.cpuUsage(last);
    stepSeconds = (user + system) / 1e6;
  }
  last = process.cpuUsage();
}
const taken = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ taken, estimated, stepSeconds })}\n`);
