// One training of the bench `estimate` in a process of its own, `measure-training.js NAME`: what is
// estimated before it and what it takes. Writes one line of JSON.
import { selectBackend } from '@umbra/core/backend';
import { estimateMemory, estimateTime, totalBytes, train } from '@umbra/core/training';
import { configOf, examplesOf, factsOf } from './prepare-training.js';
import { trainings } from './trainings.js';

/** Seconds of the processor, which others on the machine take less from than from the clock. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const training = trainings.find(({ name }) => name === process.argv[2]);
if (training === undefined) {
  throw new Error(`no training is called ${process.argv[2]}`);
}
await selectBackend('wasm');
const config = configOf(training);
const facts = factsOf(training);

const before = process.memoryUsage.rss();
const bytes = before + totalBytes(await estimateMemory(config, facts));
const examples = examplesOf(training);
const { seconds } = await estimateTime({ examples, config, clock: processorMs });

const startMs = processorMs();
for await (const _ of train({ examples, config })) {
  // Only what it takes is asked for.
}
const actual = {
  seconds: (processorMs() - startMs) / 1000,
  bytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify({ estimate: { bytes, seconds }, actual })}\n`);
