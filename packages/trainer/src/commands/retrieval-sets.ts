/** Pictures that are searched for and pictures that are searched: what several commands take. */
import type { BackendRequest } from '@umbra/core/backend';
import type { InputSize } from '@umbra/core/image';
import { type Command, Option } from 'commander';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { alignLabels, type EvaluationProgress, type RetrievalSets } from '../run/evaluate.js';
import { holdOut } from '../run/hold-out.js';
import type { CommandContext } from './command-context.js';
import { loadPictures } from './load-pictures.js';
import {
  addDataOptions,
  backendOption,
  type DataFlags,
  dataOptions,
  listsOption,
  prefixesOption,
  seedOption,
  share,
} from './options.js';

export interface RetrievalFlags extends DataFlags {
  readonly gallery?: string;
  readonly galleryInclude: readonly string[];
  readonly galleryLabels?: readonly string[];
  readonly galleryShare?: number;
  readonly seed: number;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

export function addRetrievalOptions(command: Command): Command {
  return addDataOptions(
    command
      .addOption(
        new Option('--gallery <data>', 'search these pictures for those of <data>').conflicts(
          'galleryShare',
        ),
      )
      .addOption(prefixesOption('--gallery-include <prefix>', '--include for the gallery'))
      .addOption(
        listsOption(
          '--gallery-labels <list>',
          '--labels for the gallery, which without --gallery lies in <data> too',
        ).conflicts('galleryShare'),
      )
      .option('--gallery-share <share>', 'search this share of every label for the rest', share)
      .addOption(seedOption())
      .addOption(backendOption()),
  );
}

/** Behind the options of `--help`. */
export const retrievalHelp = `
<model> is a folder that umbra train wrote, or baseline-pixels. Without a gallery every
picture is searched for among all others. After umbra train --holdout 0.3 --seed 1 the pictures
that were never trained on are asked by --gallery-share 0.7 --seed 1.
`;

export interface LoadedSets {
  readonly sets: RetrievalSets;
  readonly skipped: readonly SkippedPicture[];
}

export async function loadSets(
  { data, flags, input }: { data: string; flags: RetrievalFlags; input: InputSize },
  context: CommandContext,
): Promise<LoadedSets> {
  const asked = await loadPictures(dataOptions(context, data, flags), input, context);
  const { galleryInclude, galleryLabels, galleryShare, seed } = flags;
  const gallery = flags.gallery ?? (galleryLabels === undefined ? undefined : data);
  if (galleryShare !== undefined) {
    const { kept, heldOut } = holdOut(asked.images, { share: 1 - galleryShare, seed });
    return { sets: { gallery: kept, queries: heldOut }, skipped: asked.skipped };
  }
  if (gallery === undefined) {
    return { sets: { gallery: asked.images }, skipped: asked.skipped };
  }
  const { labels: _, ...rest } = flags;
  const galleryFlags: DataFlags = {
    ...rest,
    include: galleryInclude,
    ...(galleryLabels === undefined ? {} : { labels: galleryLabels }),
  };
  const known = await loadPictures(dataOptions(context, gallery, galleryFlags), input, context);
  return {
    sets: { gallery: known.images, queries: alignLabels(asked.images, known.images) },
    skipped: [...known.skipped, ...asked.skipped],
  };
}

/** The bar of an evaluation. */
export function showProgress({ progress }: CommandContext) {
  return ({ what, done, total }: EvaluationProgress): void =>
    progress.show({ done, total, note: `${done} of ${total} pictures ${what}` });
}

/** "405 pictures, each searched for among a gallery of 946. 7 labels." */
export function whoAskedWhom({ gallery, queries }: RetrievalSets, counted: number): string {
  const among = queries === undefined ? 'all others' : `a gallery of ${gallery.labels.length}`;
  return `${counted} pictures, each searched for among ${among}. ${gallery.classes.length} labels.`;
}
