import { answer, given, type RawClient } from './answer.js';
import { pathOf, type Size, sizeQuery } from './items.js';
import { eachOf, type Listing, listing } from './pages.js';
import type { CallOptions, Example, PageOptions } from './types.js';

export interface ExamplePlace {
  readonly gallery: string;
  readonly example: string;
}

/** Pictures held back from a gallery, to try a search with. */
export function examplesOf(raw: RawClient, address: (path: string) => string) {
  const list = ({
    gallery,
    signal,
    ...query
  }: PageOptions & { readonly gallery: string }): Listing<Example> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/galleries/{gallery}/examples', {
            params: { path: { gallery }, query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  return {
    list,
    /** Every example, page after page. */
    each: (options: PageOptions & { readonly gallery: string }) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    image: ({ gallery, example, size, signal }: ExamplePlace & Size & CallOptions): Promise<Blob> =>
      answer(
        raw.GET('/v1/galleries/{gallery}/examples/{example}/image', {
          params: { path: { gallery, example }, query: given({ size }) },
          parseAs: 'blob',
          ...given({ signal }),
        }),
        signal,
      ),
    imageUrl: ({ gallery, example, size }: ExamplePlace & Size): string =>
      address(`${pathOf(gallery)}/examples/${encodeURIComponent(example)}/image${sizeQuery(size)}`),
  };
}
