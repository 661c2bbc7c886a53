import { answer, done, given, type RawClient } from './answer.js';
import type { jobsOf } from './jobs.js';
import { eachOf, type Listing, listing } from './pages.js';
import { asBlob } from './picture-form.js';
import type { Bytes, CallOptions, Gallery, Job, LabelCount, PageOptions, Rerank } from './types.js';

export interface GalleryFacts {
  /** Unique; stands in addresses. */
  readonly name: string;
  readonly description?: string | null | undefined;
}

export interface NewGallery extends GalleryFacts {
  /** For vectors of your own, of so many numbers, instead of pictures. */
  readonly dimension?: number | undefined;
  /** Whether full embeddings rank what the shadows find; see `promote`. */
  readonly rerank?: Rerank | undefined;
}

export interface GalleryImport extends CallOptions {
  /** What an export answered. `{ path }` is read from the disk while it is sent. */
  readonly file: Bytes;
  /** Instead of the name that the gallery had. */
  readonly name?: string | undefined;
  /** Resolve when the job has ended instead of when it is queued. */
  readonly wait?: boolean | undefined;
}

/** Wherever a gallery is asked for, its name and its id are both fine. */
export function galleriesOf(raw: RawClient, jobs: ReturnType<typeof jobsOf>) {
  const list = ({ signal, ...query }: PageOptions = {}): Listing<Gallery> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/galleries', {
            params: { query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  return {
    /** @throws UmbraProblem `name_taken` */
    create: (
      { name, description = null, ...options }: NewGallery,
      { signal }: CallOptions = {},
    ): Promise<Gallery> =>
      answer(
        raw.POST('/v1/galleries', {
          body: { name, description, ...given(options) },
          ...given({ signal }),
        }),
        signal,
      ),
    list,
    /** Every gallery, page after page. */
    each: (options: PageOptions = {}) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    get: (gallery: string, { signal }: CallOptions = {}): Promise<Gallery> =>
      answer(
        raw.GET('/v1/galleries/{gallery}', {
          params: { path: { gallery } },
          ...given({ signal }),
        }),
        signal,
      ),
    update: (
      gallery: string,
      changes: Partial<GalleryFacts>,
      { signal }: CallOptions = {},
    ): Promise<Gallery> =>
      answer(
        raw.PATCH('/v1/galleries/{gallery}', {
          params: { path: { gallery } },
          body: given(changes),
          ...given({ signal }),
        }),
        signal,
      ),
    ...transfersOf(raw, jobs),
    ...contentsOf(raw),
  };
}

function contentsOf(raw: RawClient) {
  return {
    /** With all its items. */
    delete: (gallery: string, { signal }: CallOptions = {}): Promise<void> =>
      done(
        raw.DELETE('/v1/galleries/{gallery}', {
          params: { path: { gallery } },
          ...given({ signal }),
        }),
        signal,
      ),
    /** The labels of its items and how many have each. */
    labels: async (gallery: string, { signal }: CallOptions = {}): Promise<LabelCount[]> => {
      const { items } = await answer(
        raw.GET('/v1/galleries/{gallery}/labels', {
          params: { path: { gallery } },
          ...given({ signal }),
        }),
        signal,
      );
      return items;
    },
  };
}

function transfersOf(raw: RawClient, jobs: ReturnType<typeof jobsOf>) {
  return {
    /** The gallery as one file, as it arrives: pictures, items, vectors, model, calibration. */
    export: async (
      gallery: string,
      { signal }: CallOptions = {},
    ): Promise<ReadableStream<Uint8Array>> => {
      const stream = await answer(
        raw.GET('/v1/galleries/{gallery}/export', {
          params: { path: { gallery } },
          parseAs: 'stream',
          ...given({ signal }),
        }),
        signal,
      );
      return stream as ReadableStream<Uint8Array>;
    },
    /**
     * Makes a gallery of such a file, in a job whose `gallery` it is when it has succeeded. A
     * damaged file fails and leaves nothing.
     */
    import: async ({ file, name, wait = false, signal }: GalleryImport): Promise<Job> => {
      const body = await asBlob(file);
      const job = await answer(
        raw.POST('/v1/galleries/import', {
          params: { query: given({ name }) },
          headers: { 'content-type': 'application/octet-stream' },
          body,
          bodySerializer: () => body,
          ...given({ signal }),
        }),
        signal,
      );
      return wait ? jobs.finished(job.id, { signal }) : job;
    },
  };
}
