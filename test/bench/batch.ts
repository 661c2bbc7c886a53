/**
 * Trainings with a batch of 8,192 pictures and vectors of 512 numbers, each in a process of its
 * own: the most memory that it has held, all of it (program, pictures, weights, activations, loss),
 * two steps and their validations long. 2 GB are what a small machine has to spare.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { largeBatches } from './batch/large-batches.js';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';

const bytesMax = 2e9;

interface Measured {
  readonly taken: number;
  readonly estimated: number;
  /** Of the processor, which others on the machine take less from than from the clock. */
  readonly stepSeconds: number;
}

const entry = fileURLToPath(new URL('./batch/measure-large-batch.js', import.meta.url));

export const batch: Bench = async () => {
  const rows: BenchRow[] = [];
  const measured: Measured[] = [];
  for (const { name } of largeBatches) {
    const { stdout } = await promisify(execFile)(process.execPath, [entry, name]);
    const one = JSON.parse(stdout) as Measured;
    measured.push(one);
    rows.push({
      'batch of 8,192, D = 512': name,
      'peak of the process, MB': megabytes(one.taken),
      'estimated, MB': megabytes(one.estimated),
      'below 2 GB': one.taken <= bytesMax ? 'yes' : 'NO',
      'processor seconds a step': one.stepSeconds.toFixed(1),
    });
  }
  const largest = (of: (one: Measured) => number): number => Math.max(...measured.map(of));
  return {
    rows,
    summary: {
      peakMegabytes: megabytes(largest(({ taken }) => taken)),
      estimateErrorMax: Number(
        largest(({ taken, estimated }) => Math.abs(estimated / taken - 1)).toPrecision(3),
      ),
    },
  };
};

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
