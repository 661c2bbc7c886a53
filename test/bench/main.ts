// `npm run bench -- NAME`: measurements that anybody can repeat. Each prints a table and, with
// `--json FILE`, writes `{ name, machine, rows, summary }`; `--write` puts the table into
// docs/results.md.
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { accuracy } from './accuracy.js';
import { adapt } from './adapt.js';
import { backbone } from './backbone.js';
import { batch } from './batch.js';
import type { Bench } from './bench.js';
import { markdownTable } from './bench-report.js';
import { durability } from './durability.js';
import { estimate } from './estimate.js';
import { evaluation } from './evaluation.js';
import { http } from './http.js';
import { image } from './image.js';
import { ingest } from './ingest.js';
import { loss } from './loss.js';
import { recall } from './recall.js';
import { writeResults } from './results-page.js';
import { search } from './search.js';
import { train } from './train.js';

const benches: Readonly<Record<string, Bench>> = {
  accuracy,
  adapt,
  backbone,
  batch,
  durability,
  estimate,
  evaluation,
  http,
  image,
  ingest,
  loss,
  recall,
  search,
  train,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    json: { type: 'string' },
    peer: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const name = positionals[0] ?? '';
const bench = benches[name];
if (!bench) {
  const known = Object.keys(benches).join(', ');
  process.stderr.write(
    'usage: npm run bench -- NAME [--seeds 1,2,3] [--data NAME] [--peer PYTHON] [--json FILE] ' +
      `[--write]\nNAME is one of: ${known}\n`,
  );
  process.exit(2);
}

const { data, peer } = values;
const report = await bench({ seeds: values.seeds.split(',').map(Number), data, peer });
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
process.stdout.write(`${markdownTable(report.rows)}\n`);
if (values.json) {
  writeFileSync(values.json, `${JSON.stringify({ name, machine, ...report }, null, 2)}\n`);
}
if (values.write) {
  writeResults({ name: data === undefined ? name : `${name}-${data}`, machine, report });
}
