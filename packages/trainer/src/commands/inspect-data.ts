import type { BackendRequest } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { listLabelled } from '../datasets/dataset.js';
import { openSource } from '../datasets/open-source.js';
import { inspectPictures } from '../inspection/inspect-pictures.js';
import type { Inspection } from '../inspection/inspection.js';
import { measurePictures } from '../inspection/measure-pictures.js';
import { suspectPictures } from '../inspection/suspect-pictures.js';
import { inspectionText } from '../presentation/inspection-text.js';
import type { CommandContext } from './command-context.js';
import { loadPictures } from './load-pictures.js';
import { openModel } from './open-model.js';
import { type DataFlags, dataOptions } from './options.js';

export interface InspectFlags extends DataFlags {
  readonly model?: string;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

interface InspectCall {
  readonly data: string;
  readonly flags: InspectFlags;
}

/** What is wrong with a set of pictures, before anybody trains on them. */
export async function inspectData(call: InspectCall, context: CommandContext): Promise<void> {
  const { data, flags } = call;
  const { progress, signal } = context;
  const options = dataOptions(context, data, flags);
  const source = await openSource(options);
  const listing = await listLabelled(source, options);
  const measured = await measurePictures({
    source,
    pictures: listing.pictures,
    signal,
    onProgress: (done, total) =>
      progress.show({ done, total, note: `${done} of ${total} pictures looked at` }),
  });
  progress.clear();
  if (measured.pictures.length === 0) {
    const [first] = measured.damaged;
    throw new UmbraError(
      'dataset_invalid',
      `None of the pictures in ${data} can be used; ${first?.path}: ${first?.reason}`,
    );
  }
  const damaged = [...listing.skipped, ...measured.damaged];
  const inspected = await inspectPictures({ ...measured, damaged }, signal);
  const inspection = { ...inspected, suspectLabels: await suspects(call, context) };
  context.print(
    flags.json ? JSON.stringify({ data, ...inspection }, null, 2) : inspectionText(inspection),
  );
}

async function suspects(
  { data, flags }: InspectCall,
  context: CommandContext,
): Promise<Inspection['suspectLabels']> {
  if (flags.model === undefined) {
    return null;
  }
  const { progress, signal } = context;
  const { embedder } = await openModel(context, flags.model, flags);
  try {
    const pictures = await loadPictures(dataOptions(context, data, flags), embedder.input, context);
    return await suspectPictures(embedder, pictures, {
      signal,
      onProgress: (done, total) =>
        progress.show({ done, total, note: `${done} of ${total} pictures embedded` }),
    });
  } finally {
    progress.clear();
    embedder.dispose();
  }
}
