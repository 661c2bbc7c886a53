import type { BenchReport } from './bench-report.js';

/** What the words after `npm run bench -- NAME` say. A bench reads what concerns it. */
export interface BenchOptions {
  /** `--seeds 1,2,3`: the trainings that are repeated. */
  readonly seeds: readonly number[];
  /** `--data NAME`: one of several data sets. */
  readonly data: string | undefined;
  /** `--peer PYTHON`: an interpreter that has the libraries that Umbra is compared with. */
  readonly peer: string | undefined;
}

export type Bench = (options: BenchOptions) => Promise<BenchReport>;
