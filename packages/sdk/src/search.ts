import { answer, given, type RawClient } from './answer.js';
import { asBlob, pictureForm } from './picture-form.js';
import type { CallOptions, Picture, SearchResult } from './types.js';

/**
 * What to look for: a picture, an item of the gallery (not found itself), or an embedding of your
 * own.
 */
type Query =
  | { readonly image: Picture; readonly item?: never; readonly vector?: never }
  | { readonly item: string; readonly image?: never; readonly vector?: never }
  | {
      readonly vector: readonly number[] | Float32Array;
      readonly image?: never;
      readonly item?: never;
    };

export type Search = Query &
  CallOptions & {
    readonly gallery: string;
    /** How many hits at most; 10 if left out. */
    readonly limit?: number | undefined;
    /** Compare with every item instead of asking the approximate index. */
    readonly exact?: boolean | undefined;
    /** How widely the approximate index looks. */
    readonly ef?: number | undefined;
  };

export function searchOf(raw: RawClient) {
  /** The most alike items first. */
  return (search: Search): Promise<SearchResult> => {
    const { gallery, image, item, vector, signal, ...options } = search;
    const call = { params: { path: { gallery } }, ...given({ signal }) };
    if (image !== undefined) {
      const form = pictureForm(image, options);
      const body = { image: asBlob(image) };
      return answer(
        raw.POST('/v1/galleries/{gallery}/search', { ...call, body, bodySerializer: () => form }),
        signal,
      );
    }
    const query = item === undefined ? { vector: Array.from(vector) } : { item };
    const body = { ...given(options), ...query };
    return answer(raw.POST('/v1/galleries/{gallery}/search', { ...call, body }), signal);
  };
}
