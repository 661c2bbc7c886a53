/** The gallery of a running server that is imported into, spoken to as every client does. */
import { errorCodes, isUmbraError, UmbraError } from '@umbra/core/errors';
import { createClient, type Gallery, type Job, type Umbra, UmbraProblem } from '@umbra/sdk';
import type { ImportPart } from './import-lines.js';
import type { ImportSource, Refusal } from './import-source.js';

/** The most that the API answers at once. */
const pageSize = 200;

export interface GalleryTarget {
  /** Whether the gallery was made for this import. */
  readonly isNew: boolean;
  /** The external ids that it has. */
  externalIds(): Promise<Set<string>>;
  /** Files a part; resolves when all of it can be found. */
  send(part: ImportPart): Promise<SentPart>;
}

export interface SentPart {
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly refusals: readonly Refusal[];
}

export interface TargetOptions {
  readonly server: { readonly url: string; readonly key: string | null };
  readonly gallery: string;
  readonly signal: AbortSignal;
}

/**
 * Opens the gallery, or makes it where there is none.
 * @throws UmbraError what the server says; `wrong_dimension` for vectors that do not fit.
 */
export async function galleryTarget(
  { server, gallery, signal }: TargetOptions,
  { dimension }: Pick<ImportSource, 'dimension'>,
): Promise<GalleryTarget> {
  if (server.key === null) {
    throw new UmbraError('config_invalid', 'Set UMBRA_KEY to a key with the scope `write`.');
  }
  const umbra = createClient({ baseUrl: server.url, key: server.key });
  const found = await said(() => openGallery(umbra, gallery, { dimension, signal }));
  checkDimension(found.gallery, dimension);
  return {
    isNew: found.isNew,
    externalIds: () =>
      said(async () => {
        const ids = new Set<string>();
        for await (const { externalId } of umbra.items.each({ gallery, limit: pageSize, signal })) {
          if (externalId !== null) ids.add(externalId);
        }
        return ids;
      }),
    send: (part) =>
      said(async () => {
        const file = Buffer.from(`${part.lines.join('\n')}\n`);
        const job = await umbra.items.import({ gallery, file, wait: true, signal });
        return { ...reportOf(job), refusals: await refusalsOf(umbra, job, part) };
      }),
  };
}

async function openGallery(
  umbra: Umbra,
  name: string,
  { dimension, signal }: { readonly dimension: number | null; readonly signal: AbortSignal },
): Promise<{ gallery: Gallery; isNew: boolean }> {
  try {
    return { gallery: await umbra.galleries.get(name, { signal }), isNew: false };
  } catch (error) {
    if (!(error instanceof UmbraProblem && error.code === 'not_found')) throw error;
  }
  const own = dimension === null ? {} : { dimension };
  return { gallery: await umbra.galleries.create({ name, ...own }), isNew: true };
}

function checkDimension({ name, model }: Gallery, dimension: number | null): void {
  if (dimension !== null && model.dimension !== dimension) {
    throw new UmbraError(
      'wrong_dimension',
      `The gallery ${name} has vectors of ${model.dimension} numbers, what is imported of ` +
        `${dimension}: name a gallery that is not there yet, and it is made to fit.`,
    );
  }
}

function reportOf({ state, error, import: report }: Job): Omit<SentPart, 'refusals'> {
  if (state !== 'succeeded' || report === null) {
    throw new UmbraError('unavailable', error?.message ?? `The import was ${state}.`);
  }
  const { added, replaced, unchanged } = report;
  return { added, replaced, unchanged };
}

async function refusalsOf(umbra: Umbra, job: Job, part: ImportPart): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  if ((job.import?.refused ?? 0) > 0) {
    for await (const { position, code, message } of umbra.jobs.refusals(job.id, {
      limit: pageSize,
    })) {
      refusals.push({ name: part.names[position - 1] ?? `line ${position}`, code, message });
    }
  }
  return refusals;
}

/** What the server has to say, as an error of this process. */
async function said<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof UmbraProblem) || isUmbraError(error)) {
      throw error;
    }
    const code = errorCodes.find((known) => known === error.code) ?? 'unavailable';
    const fields = error.errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    const detail = fields === '' ? error.detail : `${error.detail} (${fields})`;
    throw new UmbraError(code, detail, { cause: error });
  }
}
