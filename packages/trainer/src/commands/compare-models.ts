import { UmbraError } from '@umbra/core/errors';
import { compareResults, type VectorEvaluation } from '@umbra/core/evaluation';
import { answersText, comparisonTable } from '../presentation/comparison-table.js';
import { skippedList } from '../presentation/skipped-list.js';
import { evaluateShadows } from '../run/evaluate.js';
import type { CommandContext } from './command-context.js';
import { openModel } from './open-model.js';
import {
  type LoadedSets,
  loadSets,
  type RetrievalFlags,
  showProgress,
  whoAskedWhom,
} from './retrieval-sets.js';

export interface CompareFlags extends RetrievalFlags {
  readonly confidence: number;
}

interface CompareCall {
  readonly models: readonly [string, string];
  readonly data: string;
  readonly flags: CompareFlags;
}

/** Two models on the same pictures, by the shadows: the vectors that an index holds. */
export async function compareModels(call: CompareCall, context: CommandContext): Promise<void> {
  const { models, data, flags } = call;
  const first = await measure(models[0], call, context);
  const second = await measure(models[1], call, context);
  const { sets, skipped } = first.loaded;
  const comparison = compareResults(
    {
      first: first.evaluation.results,
      second: second.evaluation.results,
      labels: (sets.queries ?? sets.gallery).labels,
    },
    { confidence: flags.confidence },
  );
  if (comparison === null) {
    throw new UmbraError(
      'too_few_images',
      'No picture has another of its label to be found: give labels with two pictures or more.',
    );
  }
  const [one, other] = [first.evaluation, second.evaluation];
  if (flags.json) {
    const measured = { first: metricsOf(one), second: metricsOf(other) };
    context.print(JSON.stringify({ models, data, ...measured, comparison, skipped }, null, 2));
    return;
  }
  context.remark(skippedList(skipped));
  context.print(comparisonTable({ models, first: one, second: other, comparison }));
  context.print(answersText(models, comparison));
  context.print(whoAskedWhom(sets, comparison.queries));
}

function metricsOf({ retrieval, verification, separation }: VectorEvaluation) {
  return { metrics: retrieval, verification, separation };
}

interface Measured {
  readonly loaded: LoadedSets;
  readonly evaluation: VectorEvaluation;
}

async function measure(
  model: string,
  { data, flags }: CompareCall,
  context: CommandContext,
): Promise<Measured> {
  const { embedder } = await openModel(context, model, flags);
  const loaded = await loadSets({ data, flags, input: embedder.input }, context);
  const evaluation = await evaluateShadows(embedder, loaded.sets, {
    signal: context.signal,
    onProgress: showProgress(context),
  });
  context.progress.clear();
  embedder.dispose();
  return { loaded, evaluation };
}
