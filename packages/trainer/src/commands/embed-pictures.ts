import type { BackendRequest } from '@umbra/core/backend';
import type { DecodedPictures } from '../datasets/decode-pictures.js';
import { stageFile } from '../files/stage-file.js';
import { skippedList } from '../presentation/skipped-list.js';
import { type EmbeddedBatch, embedImages } from '../run/embed-images.js';
import { type CommandContext, callerPath } from './command-context.js';
import { loadPictures } from './load-pictures.js';
import { openModel } from './open-model.js';
import { type DataFlags, dataOptions } from './options.js';

export interface EmbedFlags extends DataFlags {
  readonly out: string;
  readonly dimension?: number;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

/** Writes the vectors of pictures, a JSON object a line. */
export async function embedPictures(
  { model, data, flags }: { model: string; data: string; flags: EmbedFlags },
  context: CommandContext,
): Promise<void> {
  const { progress, signal } = context;
  const { embedder } = await openModel(context, model, flags);
  const pictures = await loadPictures(dataOptions(context, data, flags), embedder.input, context);
  const total = pictures.paths.length;
  const out = callerPath(context, flags.out);
  const file = await stageFile(out);
  try {
    for await (const batch of embedImages(embedder, pictures.images, signal)) {
      await file.write(lines(batch, pictures));
      const done = batch.first + batch.count;
      progress.show({ done, total, note: `${done} of ${total} pictures embedded` });
    }
    await file.publish();
  } finally {
    await file.discard();
    embedder.dispose();
  }
  progress.clear();
  const { embeddingDimension, shadowDimension } = embedder;
  if (flags.json) {
    const { skipped } = pictures;
    context.print(
      JSON.stringify({ file: out, pictures: total, embeddingDimension, shadowDimension, skipped }),
    );
  } else {
    context.remark(skippedList(pictures.skipped));
    context.print(`Vectors of ${total} pictures: ${out}`);
  }
}

function lines(batch: EmbeddedBatch, { images, paths }: DecodedPictures): string {
  const { first, count, embeddings, shadows } = batch;
  const row = (vectors: Float32Array, index: number): number[] => {
    const dimension = vectors.length / count;
    return [...vectors.subarray(index * dimension, (index + 1) * dimension)];
  };
  return Array.from({ length: count }, (_, index) => {
    const line = {
      path: paths[first + index],
      label: images.classes[images.labels[first + index] ?? 0],
      embedding: row(embeddings, index),
      shadow: row(shadows, index),
    };
    return `${JSON.stringify(line)}\n`;
  }).join('');
}
