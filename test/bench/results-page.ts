import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BenchReport, markdownTable } from './bench-report.js';

const page = fileURLToPath(new URL('../../../docs/results.md', import.meta.url));

interface Result {
  readonly name: string;
  readonly machine: Readonly<Record<string, string | number>>;
  readonly report: BenchReport;
}

/** Replaces what stands between the markers of a bench in docs/results.md. */
export function writeResults({ name, machine, report }: Result): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/results.md has no place for ${name}: ${begin} ... ${end}`);
  }
  const day = new Date().toISOString().slice(0, 10);
  const where = `${day}, ${machine['cpu']}, ${machine['cores']} cores, Node ${machine['node']}.`;
  const body = `${markdownTable(report.rows)}\n\n${where}`;
  writeFileSync(page, `${before}${begin}\n${body}\n${end}${after}`);
}
