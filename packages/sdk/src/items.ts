import { answer, done, given, type RawClient } from './answer.js';
import { importOf } from './item-import.js';
import type { jobsOf } from './jobs.js';
import { eachOf, type Listing, listing } from './pages.js';
import { asBlob, pictureForm } from './picture-form.js';
import type { CallOptions, Item, PageOptions, Picture } from './types.js';

export interface ItemPlace {
  /** The gallery's name or id. */
  readonly gallery: string;
  /** The item's id. */
  readonly item: string;
}

export interface ItemFacts extends CallOptions {
  readonly gallery: string;
  /** What the picture shows. */
  readonly label?: string | undefined;
  /** Your own name of it, unique in the gallery: the same one again replaces the item. */
  readonly externalId?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export interface Upload extends ItemFacts {
  readonly image: Picture;
}

export interface OwnVector extends ItemFacts {
  /** As many numbers as the gallery's `model.dimension`, made by the model that serves it. */
  readonly vector: readonly number[] | Float32Array;
  /** The id of the model that made it: refused with `conflict` when another one serves. */
  readonly model?: string | undefined;
}

export interface ItemChanges extends CallOptions {
  readonly label?: string | null | undefined;
  /** Replaces the metadata as a whole. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export type BatchOfItems = CallOptions & {
  readonly gallery: string;
  /** The ids of at most 1,000 items. */
  readonly items: readonly string[];
} & ({ readonly set: Omit<ItemChanges, 'signal'> } | { readonly delete: true });

export interface ItemBatchResult {
  readonly changed: number;
  readonly refused: readonly { item: string; code: string; detail: string }[];
}

export interface ItemFilter {
  readonly gallery: string;
  /** Only the items with this label. */
  readonly label?: string | undefined;
}

export function itemsOf(
  raw: RawClient,
  jobs: ReturnType<typeof jobsOf>,
  address: (path: string) => string,
) {
  const list = ({ gallery, signal, ...query }: PageOptions & ItemFilter): Listing<Item> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/galleries/{gallery}/items', {
            params: { path: { gallery }, query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  return {
    /** Files a picture. When it resolves the item is stored and can be found. */
    upload: async ({ gallery, signal, ...facts }: Upload): Promise<Item> => {
      const { label, externalId } = facts;
      const metadata = facts.metadata === undefined ? undefined : JSON.stringify(facts.metadata);
      const image = await asBlob(facts.image);
      const form = pictureForm(image, { label, externalId, metadata });
      return answer(
        raw.POST('/v1/galleries/{gallery}/items', {
          params: { path: { gallery } },
          body: { image },
          bodySerializer: () => form,
          ...given({ signal }),
        }),
        signal,
      );
    },
    /** Files a vector of your own, without a picture. */
    addVector: ({ gallery, vector, signal, ...facts }: OwnVector): Promise<Item> =>
      answer(
        raw.POST('/v1/galleries/{gallery}/items', {
          params: { path: { gallery } },
          body: { vector: Array.from(vector), ...given(facts) },
          ...given({ signal }),
        }),
        signal,
      ),
    import: importOf(raw, jobs),
    list,
    /** Every item, page after page. */
    each: (options: PageOptions & ItemFilter) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    get: ({ gallery, item, signal }: ItemPlace & CallOptions): Promise<Item> =>
      answer(
        raw.GET('/v1/galleries/{gallery}/items/{item}', {
          params: { path: { gallery, item } },
          ...given({ signal }),
        }),
        signal,
      ),
    ...changesOf(raw),
    ...imagesOf(raw, address),
  };
}

function changesOf(raw: RawClient) {
  return {
    update: ({ gallery, item, signal, ...changes }: ItemPlace & ItemChanges): Promise<Item> =>
      answer(
        raw.PATCH('/v1/galleries/{gallery}/items/{item}', {
          params: { path: { gallery, item } },
          body: given(changes),
          ...given({ signal }),
        }),
        signal,
      ),
    /** Changes or deletes many at once; items that are not there are told in `refused`. */
    batch: ({ gallery, items, signal, ...change }: BatchOfItems): Promise<ItemBatchResult> =>
      answer(
        raw.POST('/v1/galleries/{gallery}/items/batch', {
          params: { path: { gallery } },
          body: {
            items: [...items],
            ...('set' in change ? { set: given(change.set) } : { delete: true as const }),
          },
          ...given({ signal }),
        }),
        signal,
      ),
    delete: ({ gallery, item, signal }: ItemPlace & CallOptions): Promise<void> =>
      done(
        raw.DELETE('/v1/galleries/{gallery}/items/{item}', {
          params: { path: { gallery, item } },
          ...given({ signal }),
        }),
        signal,
      ),
  };
}

function imagesOf(raw: RawClient, address: (path: string) => string) {
  return {
    /**
     * Signed addresses for a page that has neither key nor session, one an item in their order:
     * each opens one picture, for a short time.
     */
    signedImageUrls: async (wanted: WantedImageUrls & CallOptions): Promise<SignedImageUrl[]> => {
      const { gallery, items, expiresInSeconds, size, signal } = wanted;
      const { urls } = await answer(
        raw.POST('/v1/galleries/{gallery}/image-urls', {
          params: { path: { gallery } },
          body: { items: [...items], ...given({ expiresInSeconds }) },
          ...given({ signal }),
        }),
        signal,
      );
      const preview = size === undefined ? '' : `&size=${size}`;
      return urls.map(({ item, url }) => ({ item, url: address(url + preview) }));
    },
    /** The stored file, or with `size` a WebP whose longer side has at most so many pixels. */
    image: ({ gallery, item, size, signal }: ItemPlace & Size & CallOptions): Promise<Blob> =>
      answer(
        raw.GET('/v1/galleries/{gallery}/items/{item}/image', {
          params: { path: { gallery, item }, query: given({ size }) },
          parseAs: 'blob',
          ...given({ signal }),
        }),
        signal,
      ),
    /** The same as an address, for an img element of a page that has a session. */
    imageUrl: ({ gallery, item, size }: ItemPlace & Size): string =>
      address(`${pathOf(gallery)}/items/${encodeURIComponent(item)}/image${sizeQuery(size)}`),
  };
}

export interface WantedImageUrls extends Size {
  readonly gallery: string;
  /** The ids of the items. */
  readonly items: readonly string[];
  /** 300 when left out. */
  readonly expiresInSeconds?: number | undefined;
}

export interface SignedImageUrl {
  readonly item: string;
  readonly url: string;
}

export interface Size {
  readonly size?: number | undefined;
}

export function pathOf(gallery: string): string {
  return `/v1/galleries/${encodeURIComponent(gallery)}`;
}

export function sizeQuery(size: number | undefined): string {
  return size === undefined ? '' : `?size=${size}`;
}
