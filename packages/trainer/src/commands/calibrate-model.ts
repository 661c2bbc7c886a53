import { type Calibration, calibrate } from '@umbra/core/calibration';
import { stageFile } from '../files/stage-file.js';
import { calibrationTable } from '../presentation/calibration-table.js';
import { skippedList } from '../presentation/skipped-list.js';
import { rank } from '../run/evaluate.js';
import { type CommandContext, callerPath } from './command-context.js';
import { openModel } from './open-model.js';
import { loadSets, type RetrievalFlags, showProgress } from './retrieval-sets.js';

export interface CalibrateFlags extends RetrievalFlags {
  readonly far?: readonly number[];
  readonly confidence: number;
  readonly out?: string;
}

interface CalibrateCall {
  readonly model: string;
  readonly data: string;
  readonly flags: CalibrateFlags;
}

/** Match thresholds of a model, from searches with labelled pictures. */
export async function calibrateModel(call: CalibrateCall, context: CommandContext): Promise<void> {
  const { model, data, flags } = call;
  const { embedder } = await openModel(context, model, flags);
  const { sets, skipped } = await loadSets({ data, flags, input: embedder.input }, context);
  const results = await rank(embedder, sets, {
    signal: context.signal,
    onProgress: showProgress(context),
  });
  context.progress.clear();
  embedder.dispose();
  const { confidence, far } = flags;
  const calibration = await calibrate(
    {
      results,
      labels: (sets.queries ?? sets.gallery).labels,
      galleryLabels: sets.gallery.labels,
    },
    far === undefined ? { confidence } : { confidence, targetFars: far },
  );
  const document = JSON.stringify({ model, data, calibration, skipped }, null, 2);
  if (flags.out !== undefined) {
    await writeCalibration(callerPath(context, flags.out), `${document}\n`);
  }
  if (flags.json) {
    context.print(document);
    return;
  }
  context.remark(skippedList(skipped));
  context.print(calibrationTable(calibration));
  context.print(explanation(calibration));
}

async function writeCalibration(place: string, text: string): Promise<void> {
  const file = await stageFile(place);
  try {
    await file.write(text);
    await file.publish();
  } finally {
    await file.discard();
  }
}

function explanation({ gallery, confidence, genuine, impostor }: Calibration): string {
  const bounds = `In brackets: bounds that hold with ${confidence * 100} % confidence.`;
  return [
    'A hit whose score is at or above the threshold is a match.',
    'FAR: how often the search for a picture of a label that is not in the gallery brings a match,',
    `from ${impostor.trials} searches with pictures of ${impostor.classes} labels, the own one left out.`,
    'FRR: how often the search for a picture of a label that is there brings no match of its label,',
    `from ${genuine.trials} searches. Both for a gallery of about ${gallery} pictures. ${bounds}`,
  ].join('\n');
}
