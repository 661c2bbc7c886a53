// One measurement of the bench `loss` in a process of its own, `measure-loss.js NAME S D`: a heap
// that something large has been through has gaps. Writes one line of JSON.
import { selectBackend } from '@umbra/core/backend';
import { contestants } from './contestants.js';
import { lossBytes } from './loss-bytes.js';

const [name, samples, dimension] = process.argv.slice(2);
const contestant = contestants.find((one) => one.name === name);
if (contestant === undefined) {
  throw new Error(`no contestant is called ${name}`);
}
await selectBackend('wasm');
const bytes = lossBytes(contestant, { samples: Number(samples), dimension: Number(dimension) });
process.stdout.write(`${JSON.stringify(bytes)}\n`);
