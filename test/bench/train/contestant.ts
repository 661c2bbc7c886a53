import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Workload } from './workload.js';

interface Answer {
  readonly seconds: number;
  /** Of them in convolutions and products; where it was asked for. */
  readonly dense?: number;
}

/** A process that computes workloads, one request after the other. */
export interface Contestant {
  readonly name: string;
  run(workload: Workload, steps: number, options?: { profile: boolean }): Promise<Answer>;
  end(): void;
}

export function startContestant(
  name: string,
  command: string,
  args: readonly string[],
): Contestant {
  const child: ChildProcessWithoutNullStreams = spawn(command, args);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = '';
  child.stderr.on('data', (text: Buffer) => {
    complaints += text.toString();
  });
  return {
    name,
    run: async (workload, steps, { profile } = { profile: false }) => {
      child.stdin.write(`${JSON.stringify({ workload, steps, profile })}\n`);
      const { value, done } = await lines.next();
      if (done) {
        throw new Error(`${name} ended at "${workload.name}": ${complaints.trim().slice(-2000)}`);
      }
      return JSON.parse(value) as Answer;
    },
    end: () => child.stdin.end(),
  };
}
