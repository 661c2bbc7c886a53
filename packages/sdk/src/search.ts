import { answer, given, type RawClient } from './answer.js';
import { asBlob, pictureForm } from './picture-form.js';
import type { CallOptions, Filter, Picture, SearchRequest, SearchResult } from './types.js';

/**
 * What to look for: a picture, an item of the gallery (not found itself), or an embedding of your
 * own.
 */
export type SearchExample =
  | { readonly image: Picture; readonly item?: never; readonly vector?: never }
  | { readonly item: string; readonly image?: never; readonly vector?: never }
  | {
      readonly vector: readonly number[] | Float32Array;
      readonly image?: never;
      readonly item?: never;
    };

/** One example, or several: like all the positive ones and unlike the negative ones. */
type Query =
  | (SearchExample & { readonly positive?: never; readonly negative?: never })
  | {
      readonly positive: readonly SearchExample[];
      readonly negative?: readonly SearchExample[] | undefined;
      readonly image?: never;
      readonly item?: never;
      readonly vector?: never;
    };

export type SearchOptions = Query & {
  /** How many hits at most; 10 if left out. */
  readonly limit?: number | undefined;
  /** Which items may be found, by label and metadata. */
  readonly filter?: Filter | undefined;
  /** Leaves out hits with a lower score, 0 to 1. */
  readonly minScore?: number | undefined;
  /** Leaves out hits farther away than this distance, 0 to 2. */
  readonly within?: number | undefined;
  /** The false-accept rate that a `match` may have; 0.01 if left out. Leaves out no hits. */
  readonly maxFar?: number | undefined;
  /** Compare with every item instead of asking the approximate index. */
  readonly exact?: boolean | undefined;
  /** How widely the approximate index looks. */
  readonly ef?: number | undefined;
};

export type Search = SearchOptions & CallOptions & { readonly gallery: string };

export interface SearchBatch extends CallOptions {
  readonly gallery: string;
  readonly searches: readonly SearchOptions[];
}

export function searchOf(raw: RawClient) {
  /** The most alike items first. */
  return async ({ gallery, signal, ...search }: Search): Promise<SearchResult> => {
    const call = { params: { path: { gallery } }, ...given({ signal }) };
    if (search.image === undefined) {
      const body = await written(search);
      return answer(raw.POST('/v1/galleries/{gallery}/search', { ...call, body }), signal);
    }
    // A form carries the picture as it is, a third smaller than text would be.
    const { image, filter, limit, minScore, within, maxFar, exact, ef } = search;
    const picture = await asBlob(image);
    const form = pictureForm(picture, {
      ...{ limit, minScore, within, maxFar, exact, ef },
      filter: filter === undefined ? undefined : JSON.stringify(filter),
    });
    const body = { image: picture };
    return answer(
      raw.POST('/v1/galleries/{gallery}/search', { ...call, body, bodySerializer: () => form }),
      signal,
    );
  };
}

export function searchBatchOf(raw: RawClient) {
  /** Several searches at once, answered in their order by one model. */
  return async ({ gallery, searches, signal }: SearchBatch): Promise<SearchResult[]> => {
    const body = { searches: await Promise.all(searches.map(written)) };
    const { results } = await answer(
      raw.POST('/v1/galleries/{gallery}/search/batch', {
        params: { path: { gallery } },
        body,
        ...given({ signal }),
      }),
      signal,
    );
    return results;
  };
}

async function written(search: SearchOptions): Promise<SearchRequest> {
  const { positive, negative, image, item, vector, ...options } = search;
  const query =
    positive === undefined
      ? await writtenExample({ image, item, vector } as SearchExample)
      : given({
          positive: await Promise.all(positive.map(writtenExample)),
          negative: negative && (await Promise.all(negative.map(writtenExample))),
        });
  return { ...given(options), ...query };
}

async function writtenExample({ image, item, vector }: SearchExample) {
  if (image !== undefined) return { image: await base64(image) };
  return item === undefined ? { vector: Array.from(vector ?? []) } : { item };
}

async function base64(image: Picture): Promise<string> {
  const blob = await asBlob(image);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const pieces: string[] = [];
  // In pieces, since each byte is an argument; a multiple of three, so that they fit together.
  for (let at = 0; at < bytes.length; at += 0x6000) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 0x6000))));
  }
  return pieces.join('');
}
