import type { Embedder } from '@umbra/core/model';
import { classTable, confusionTable } from '../presentation/class-tables.js';
import { metricsTable, prefixTable, tellingApartTable } from '../presentation/metrics-table.js';
import { skippedList } from '../presentation/skipped-list.js';
import { evaluate } from '../run/evaluate.js';
import { classesReport, type Evaluation, evaluationReport } from '../run/evaluation-report.js';
import type { CommandContext } from './command-context.js';
import { openModel } from './open-model.js';
import {
  type LoadedSets,
  loadSets,
  type RetrievalFlags,
  showProgress,
  whoAskedWhom,
} from './retrieval-sets.js';

export interface EvaluateFlags extends RetrievalFlags {
  readonly perClass?: boolean;
  readonly dimension?: number;
}

/** More rows than that nobody reads on a terminal. */
const classesShown = 40;

interface EvaluateCall {
  readonly model: string;
  readonly data: string;
  readonly flags: EvaluateFlags;
}

/** How well a model finds and tells apart pictures. */
export async function evaluateModel(call: EvaluateCall, context: CommandContext): Promise<void> {
  const { data, flags } = call;
  const { embedder, backend } = await openModel(context, call.model, flags);
  const loaded = await loadSets({ data, flags, input: embedder.input }, context);
  const startedAt = performance.now();
  const evaluation = await evaluate(embedder, loaded.sets, {
    signal: context.signal,
    onProgress: showProgress(context),
  });
  context.progress.clear();
  embedder.dispose();
  const seconds = (performance.now() - startedAt) / 1000;
  report({ call, loaded, evaluation, embedder, backend, seconds }, context);
}

interface EvaluationResult {
  readonly call: EvaluateCall;
  readonly loaded: LoadedSets;
  readonly evaluation: Evaluation;
  readonly embedder: Embedder;
  readonly backend: { readonly name: string };
  readonly seconds: number;
}

function report(result: EvaluationResult, context: CommandContext): void {
  const { call, evaluation, seconds, backend } = result;
  const { sets, skipped } = result.loaded;
  const { model, data, flags } = call;
  const names = (sets.queries ?? sets.gallery).classes;
  const perClass = flags.perClass ? classesReport(evaluation.shadows, names) : null;
  const { queries } = evaluation.shadows.retrieval;
  if (flags.json) {
    const { gallery } = sets;
    const counts = { gallery: gallery.labels.length, queries, labels: gallery.classes.length };
    const about = { model, data, ...counts, seed: flags.seed, backend };
    const measured = { ...evaluationReport(evaluation), ...perClass };
    context.print(JSON.stringify({ ...about, ...measured, skipped, seconds }, null, 2));
    return;
  }
  context.remark(skippedList(skipped));
  const { shadowDimension, embeddingDimension } = result.embedder;
  const rows = [{ name: `shadow [${shadowDimension}]`, measured: evaluation.shadows }];
  if (evaluation.embeddings !== evaluation.shadows) {
    rows.push({ name: `embedding [${embeddingDimension}]`, measured: evaluation.embeddings });
  }
  context.print(
    metricsTable(rows.map(({ name, measured }) => ({ name, metrics: measured.retrieval }))),
  );
  context.print(tellingApartTable(rows.map(({ name, measured }) => ({ name, ...measured }))));
  const prefixes = prefixTable(evaluation.prefixes);
  if (prefixes !== null) {
    context.print(prefixes);
  }
  if (perClass !== null) {
    const { classes } = perClass;
    context.print(classTable(classes.slice(0, classesShown)));
    if (classes.length > classesShown) {
      context.print(`The worst ${classesShown} of ${classes.length} labels; --json tells all.`);
    }
    context.print(
      perClass.confusions.length === 0
        ? 'No picture is nearest to one of another label.'
        : confusionTable(perClass.confusions),
    );
  }
  context.print(whoAskedWhom(sets, queries));
}
