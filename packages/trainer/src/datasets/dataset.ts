/**
 * A labelled set of pictures, from its source to the pixels that a network takes. Everything that
 * takes time is a generator: it yields its progress and returns its result.
 */
import { createHash } from 'node:crypto';
import { UmbraError } from '@umbra/core/errors';
import type { InputSize } from '@umbra/core/image';
import type { DatasetFacts } from '@umbra/core/training';
import { z } from 'zod';
import { type DecodedPictures, type Decoding, decodePictures } from './decode-pictures.js';
import { type LabelledListing, labelPictures } from './label-pictures.js';
import type { LabelLists } from './listed-source.js';
import { openSource, sourceFormats } from './open-source.js';
import type { PictureSource } from './picture-source.js';
import { readNote, readPixels, writeNote, writePixels } from './pixel-cache.js';
import { surveySize } from './survey.js';

/**
 * Part of every cache key: raise it when the same pictures give other pixels or labels than before.
 */
const pixelVersion = 1;

export interface DatasetOptions {
  readonly location: string;
  /** Where labels stand in lists, and not in the names of folders. */
  readonly labels?: LabelLists | undefined;
  /** Keep only pictures whose path starts with one of these; all when empty. */
  readonly include?: readonly string[];
  /** Leave out pictures whose bytes repeat. */
  readonly unique?: boolean;
  /** Fail on the first picture that would be skipped. */
  readonly strict?: boolean;
  /** Where decoded pixels are kept; nowhere when left out. */
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Dataset {
  /** What presets look at. */
  facts(): Promise<DatasetFacts>;
  /** Every picture at a size. Pictures that cannot be used are skipped and named in the result. */
  images(size: InputSize): AsyncGenerator<Decoding, DecodedPictures>;
}

/**
 * @throws UmbraError `dataset_invalid` when there is nothing at the location, or no labelled
 * picture in it.
 */
export async function openDataset(options: DatasetOptions): Promise<Dataset> {
  const source = await openSource(options);
  const key = await cacheKey(source, options);
  let listing: Promise<LabelledListing> | undefined;
  const list = () => {
    listing ??= listLabelled(source, options);
    return listing;
  };
  return {
    facts: () => facts(options, { source, key, list }),
    images: (size) => images(options, { source, key, list }, size),
  };
}

interface Opened {
  readonly source: PictureSource;
  readonly key: string;
  readonly list: () => Promise<LabelledListing>;
}

async function cacheKey(source: PictureSource, options: DatasetOptions): Promise<string> {
  const { include = [], unique = false } = options;
  const parts = [pixelVersion, await source.fingerprint(), [...include].sort(), unique];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/**
 * The labelled pictures of a source.
 * @throws UmbraError `dataset_invalid` when there are none.
 */
export async function listLabelled(
  source: PictureSource,
  { include = [], signal }: DatasetOptions,
): Promise<LabelledListing> {
  const listed = await source.list(signal);
  const { pictures, skipped } = labelPictures(listed.pictures, { include });
  if (pictures.length === 0) {
    throw new UmbraError('dataset_invalid', whyEmpty(source, listed.pictures.length, include));
  }
  const kept = listed.skipped.filter(({ path }) => isIncluded(path, include));
  return { pictures, skipped: [...kept, ...skipped] };
}

function isIncluded(path: string, include: readonly string[]): boolean {
  return include.length === 0 || include.some((prefix) => path.includes(prefix));
}

function whyEmpty(source: PictureSource, found: number, include: readonly string[]): string {
  if (found === 0) {
    return `There are no pictures in the ${source.format} ${source.location}: give ${sourceFormats}.`;
  }
  return include.length > 0
    ? `None of the ${found} pictures in ${source.location} has a path that starts with ${include.join(' or ')}.`
    : `The pictures in ${source.location} have no labels: put them into one folder a label.`;
}

const factsSchema: z.ZodType<DatasetFacts> = z.strictObject({
  classes: z.int(),
  images: z.int(),
  typicalSize: z.strictObject({
    width: z.int(),
    height: z.int(),
    channels: z.union([z.literal(1), z.literal(3)]),
  }),
});

async function facts(options: DatasetOptions, opened: Opened): Promise<DatasetFacts> {
  const { cacheDirectory, signal } = options;
  const { source, key, list } = opened;
  const noteKey = `${key}-facts`;
  const kept =
    cacheDirectory === undefined
      ? null
      : factsSchema.safeParse(await readNote(cacheDirectory, noteKey));
  if (kept?.success) {
    return kept.data;
  }
  const { pictures } = await list();
  const found = {
    classes: new Set(pictures.map(({ label }) => label)).size,
    images: pictures.length,
    typicalSize: await surveySize(source, pictures, signal),
  };
  if (cacheDirectory !== undefined) {
    await writeNote(cacheDirectory, noteKey, found);
  }
  return found;
}

async function* images(
  options: DatasetOptions,
  opened: Opened,
  size: InputSize,
): AsyncGenerator<Decoding, DecodedPictures> {
  const { cacheDirectory, strict = false } = options;
  const key = `${opened.key}-${size.width}x${size.height}x${size.channels}`;
  const kept = cacheDirectory === undefined ? null : await readPixels(cacheDirectory, key);
  const decoded = kept ?? (yield* decodeAll(options, opened, size));
  if (kept === null && cacheDirectory !== undefined) {
    await writePixels(cacheDirectory, key, decoded);
  }
  const [first] = decoded.skipped;
  if (strict && first !== undefined) {
    const more = decoded.skipped.length > 1 ? ` (and ${decoded.skipped.length - 1} more)` : '';
    throw new UmbraError('damaged_image', `${first.path}${more} cannot be used. ${first.reason}`);
  }
  if (decoded.paths.length === 0) {
    throw new UmbraError(
      'dataset_invalid',
      `None of the pictures in ${options.location} can be used; ${first?.path}: ${first?.reason}`,
    );
  }
  return decoded;
}

async function* decodeAll(
  { unique = false, signal }: DatasetOptions,
  { source, list }: Opened,
  size: InputSize,
): AsyncGenerator<Decoding, DecodedPictures> {
  const { pictures, skipped } = await list();
  const decoded = yield* decodePictures({ source, pictures, size, unique, signal });
  return { ...decoded, skipped: [...skipped, ...decoded.skipped] };
}
