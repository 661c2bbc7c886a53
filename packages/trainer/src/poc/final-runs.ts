/**
 * The runs that the figures come from: full length, every seed, and the test pictures asked at the
 * end. Each setting is trained once, however many parts of the report need it.
 */
import type { RetrievalMetrics } from '@umbra/core/evaluation';
import type { TrainedModel } from '@umbra/core/training';
import { type Candidate, candidateTitle } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import { runTrial, type SearchContext } from './run-trial.js';
import { type Spread, spreadOf } from './statistics.js';
import { answerTest, embedSplit, type TestVectors } from './test-answers.js';

export interface FinalRun {
  readonly seed: number;
  readonly seconds: number;
  /** On the pictures that the training held back, after each epoch. */
  readonly curve: readonly RetrievalMetrics[];
  /** Of the kept epoch. */
  readonly validation: RetrievalMetrics;
  readonly test: RetrievalMetrics;
  /** 1 where the nearest neighbour of a test picture is of its class [Q]. */
  readonly hits: Uint8Array;
  /** Average precision at R of each test picture [Q]. */
  readonly precisions: Float64Array;
}

export interface FinalSetting {
  readonly candidate: Candidate;
  /** One a seed, in the order of the seeds. */
  readonly runs: readonly FinalRun[];
  /** Of the first run. */
  readonly model: TrainedModel;
  readonly vectors: TestVectors;
}

export interface FinalRunOptions {
  readonly epochs: number;
  readonly seeds: readonly number[];
  readonly reserve: number;
}

export class FinalRuns {
  private readonly settings = new Map<string, FinalSetting>();
  private seconds = 0;

  constructor(
    private readonly context: SearchContext,
    private readonly options: FinalRunOptions,
  ) {}

  /** The setting with all of its seeds, or null when the time ended before. */
  async *of(candidate: Candidate): AsyncGenerator<PocEvent, FinalSetting | null> {
    const title = candidateTitle(candidate);
    const known = this.settings.get(title);
    if (known !== undefined) {
      return known;
    }
    const startedAt = this.context.budget.used();
    const runs: FinalRun[] = [];
    let first: Pick<FinalSetting, 'model' | 'vectors'> | undefined;
    for (const seed of this.options.seeds) {
      const finished = yield* this.run(candidate, seed);
      if (finished === null) {
        first?.model.dispose();
        return null;
      }
      const { run, model, vectors } = finished;
      runs.push(run);
      if (first === undefined) {
        first = { model, vectors };
      } else {
        model.dispose();
      }
    }
    if (first === undefined) {
      return null;
    }
    const setting = { candidate, runs, ...first };
    this.settings.set(title, setting);
    this.seconds += this.context.budget.used() - startedAt;
    return setting;
  }

  /** Whether so many more are likely to fit, from the mean of those before. */
  haveTimeFor(settings: number): boolean {
    const each = this.seconds / Math.max(1, this.settings.size);
    return this.context.budget.left() - this.options.reserve > settings * each;
  }

  /** All settings that were trained. */
  all(): readonly FinalSetting[] {
    return [...this.settings.values()];
  }

  dispose(): void {
    for (const { model } of this.settings.values()) {
      model.dispose();
    }
    this.settings.clear();
  }

  private async *run(
    candidate: Candidate,
    seed: number,
  ): AsyncGenerator<
    PocEvent,
    { readonly run: FinalRun; readonly model: TrainedModel; readonly vectors: TestVectors } | null
  > {
    const { context, options } = this;
    const { epochs, reserve } = options;
    const lengths = [candidate.dimension];
    const call = { recipe: candidate, lengths, stage: 'figures', epochs, seed, reserve } as const;
    const result = yield* runTrial(context, call);
    if (result === null) {
      return null;
    }
    const { model, curve, seconds } = result;
    const limited = context.budget.until(reserve, context.signal);
    try {
      const vectors = await embedSplit(model, context.data, limited);
      const { metrics, hits, precisions } = await answerTest(vectors, context.data, limited);
      const validation = model.metrics;
      yield {
        kind: 'trained',
        stage: 'figures',
        candidate: candidateTitle(candidate),
        seed,
        validationMapAtR: validation.mapAtR,
      };
      const run = { seed, seconds, curve, validation, test: metrics, hits, precisions };
      return { run, model, vectors };
    } catch (error) {
      model.dispose();
      context.signal.throwIfAborted();
      if (limited.aborted) {
        return null;
      }
      throw error;
    }
  }
}

/** A figure of every run. */
export function over(
  { runs }: Pick<FinalSetting, 'runs'>,
  figure: (run: FinalRun) => number,
): Spread {
  return spreadOf(runs.map(figure));
}

export function recallAt1(metrics: RetrievalMetrics): number {
  return metrics.recallAt['1'] ?? 0;
}
