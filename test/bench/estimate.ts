/**
 * What a training is estimated to take before it starts, against what it takes: the peak of the
 * whole process's memory, and the time of steps and validations. Each training is a process of its
 * own. Time is that of the processor: what others on the machine take cannot be foretold.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';
import { trainings } from './estimate/trainings.js';

interface Amounts {
  readonly bytes: number;
  readonly seconds: number;
}

const entry = fileURLToPath(new URL('./estimate/measure-training.js', import.meta.url));

export const estimate: Bench = async () => {
  const rows: BenchRow[] = [];
  const errors = { bytes: [] as number[], seconds: [] as number[] };
  for (const { name } of trainings) {
    const { stdout } = await promisify(execFile)(process.execPath, [entry, name]);
    const { estimate: told, actual } = JSON.parse(stdout) as Record<'estimate' | 'actual', Amounts>;
    const [bytes, seconds] = [told.bytes / actual.bytes - 1, told.seconds / actual.seconds - 1];
    errors.bytes.push(Math.abs(bytes));
    errors.seconds.push(Math.abs(seconds));
    rows.push({
      training: name,
      'MiB estimated': mebibytes(told.bytes),
      'MiB taken': mebibytes(actual.bytes),
      'memory off by': percent(bytes),
      'seconds estimated': told.seconds.toFixed(1),
      'seconds taken': actual.seconds.toFixed(1),
      'time off by': percent(seconds),
    });
  }
  const summary = {
    memoryErrorMax: rounded(Math.max(...errors.bytes)),
    timeErrorMax: rounded(Math.max(...errors.seconds)),
  };
  return { rows, summary };
};

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${Math.round(100 * share)} %`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
