import { answer, done, given, type RawClient } from './answer.js';
import { eachOf } from './pages.js';
import type { CallOptions, Gallery, LabelCount, Page, PageOptions, Rerank } from './types.js';

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

/** Wherever a gallery is asked for, its name and its id are both fine. */
export function galleriesOf(raw: RawClient) {
  const list = ({ signal, ...query }: PageOptions = {}): Promise<Page<Gallery>> =>
    answer(
      raw.GET('/v1/galleries', { params: { query: given(query) }, ...given({ signal }) }),
      signal,
    );
  return {
    /** @throws UmbraProblem `name_taken` */
    create: ({ name, description = null, ...options }: NewGallery): Promise<Gallery> =>
      answer(raw.POST('/v1/galleries', { body: { name, description, ...given(options) } })),
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
    update: (gallery: string, changes: Partial<GalleryFacts>): Promise<Gallery> =>
      answer(
        raw.PATCH('/v1/galleries/{gallery}', {
          params: { path: { gallery } },
          body: given(changes),
        }),
      ),
    /** With all its items. */
    delete: (gallery: string): Promise<void> =>
      done(raw.DELETE('/v1/galleries/{gallery}', { params: { path: { gallery } } })),
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
