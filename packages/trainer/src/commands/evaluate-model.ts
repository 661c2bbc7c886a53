import type { BackendRequest } from '@umbra/core/backend';
import type { Embedder } from '@umbra/core/model';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { metricsTable } from '../presentation/metrics-table.js';
import { skippedList } from '../presentation/skipped-list.js';
import { alignLabels, type Evaluation, evaluate, type RetrievalSets } from '../run/evaluate.js';
import { holdOut } from '../run/hold-out.js';
import { openEmbedder } from '../run/open-embedder.js';
import type { CommandContext } from './command-context.js';
import { loadPictures } from './load-pictures.js';
import { modelPath } from './model-path.js';
import { backendOf, type DataFlags, dataOptions } from './options.js';

export interface EvaluateFlags extends DataFlags {
  readonly gallery?: string;
  readonly galleryInclude: readonly string[];
  readonly galleryShare?: number;
  readonly seed: number;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

interface EvaluateCall {
  readonly model: string;
  readonly data: string;
  readonly flags: EvaluateFlags;
}

/** The retrieval metrics of a model on pictures. */
export async function evaluateModel(call: EvaluateCall, context: CommandContext): Promise<void> {
  const { flags } = call;
  const { progress, signal } = context;
  const { embedder, backend } = await openEmbedder(modelPath(context, call.model), {
    backend: backendOf(context, flags.backend),
  });
  const { sets, skipped } = await loadSets(call, embedder, context);
  const startedAt = performance.now();
  const evaluation = await evaluate(embedder, sets, {
    signal,
    onProgress: (done, total) =>
      progress.show({ done, total, note: `${done} of ${total} pictures embedded` }),
    onCompare: (count) => {
      progress.show({ done: count, total: count, note: `comparing ${count} pictures` });
      context.allowInterrupt();
    },
  });
  progress.clear();
  embedder.dispose();
  const seconds = (performance.now() - startedAt) / 1000;
  const { json = false } = flags;
  report({ call, sets, skipped, evaluation, embedder, backend, seconds, json }, context);
}

interface LoadedSets {
  readonly sets: RetrievalSets;
  readonly skipped: readonly SkippedPicture[];
}

async function loadSets(
  { data, flags }: EvaluateCall,
  { input }: Embedder,
  context: CommandContext,
): Promise<LoadedSets> {
  const asked = await loadPictures(dataOptions(context, data, flags), input, context);
  const { gallery, galleryInclude, galleryShare, seed } = flags;
  if (galleryShare !== undefined) {
    const { kept, heldOut } = holdOut(asked.images, { share: 1 - galleryShare, seed });
    return { sets: { gallery: kept, queries: heldOut }, skipped: asked.skipped };
  }
  if (gallery === undefined) {
    return { sets: { gallery: asked.images }, skipped: asked.skipped };
  }
  const galleryFlags = { ...flags, include: galleryInclude };
  const known = await loadPictures(dataOptions(context, gallery, galleryFlags), input, context);
  return {
    sets: { gallery: known.images, queries: alignLabels(asked.images, known.images) },
    skipped: [...known.skipped, ...asked.skipped],
  };
}

interface EvaluationResult extends LoadedSets {
  readonly call: EvaluateCall;
  readonly evaluation: Evaluation;
  readonly embedder: Embedder;
  readonly backend: { readonly name: string } | null;
  readonly seconds: number;
  readonly json: boolean;
}

function report(result: EvaluationResult, context: CommandContext): void {
  const { call, sets, skipped, evaluation, embedder, backend, seconds, json } = result;
  const { gallery, queries } = sets;
  const counts = {
    gallery: gallery.labels.length,
    queries: evaluation.metrics.queries,
    labels: gallery.classes.length,
  };
  if (json) {
    const { model, data, flags } = call;
    const { seed } = flags;
    const document = { model, data, ...counts, seed, backend, ...evaluation, skipped, seconds };
    context.print(JSON.stringify(document, null, 2));
    return;
  }
  context.remark(skippedList(skipped));
  const { shadowDimension, embeddingDimension } = embedder;
  const rows = [{ name: `shadow [${shadowDimension}]`, metrics: evaluation.metrics }];
  if (evaluation.embeddingMetrics !== evaluation.metrics) {
    rows.push({ name: `embedding [${embeddingDimension}]`, metrics: evaluation.embeddingMetrics });
  }
  context.print(metricsTable(rows));
  const among = queries === undefined ? 'all others' : `a gallery of ${counts.gallery}`;
  context.print(
    `${counts.queries} pictures, each searched for among ${among}. ${counts.labels} labels.`,
  );
}
