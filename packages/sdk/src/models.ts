import { answer, done, given, type RawClient } from './answer.js';
import { eachOf, type Listing, listing } from './pages.js';
import type { CallOptions, Model, ModelDetails, PageOptions } from './types.js';

export function modelsOf(raw: RawClient) {
  const list = ({ signal, ...query }: PageOptions = {}): Listing<Model> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/models', {
            params: { query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  return {
    list,
    /** Every model, page after page. */
    each: (options: PageOptions = {}) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    /** With the names and hashes of its files. */
    get: (model: string, { signal }: CallOptions = {}): Promise<ModelDetails> =>
      answer(
        raw.GET('/v1/models/{model}', { params: { path: { model } }, ...given({ signal }) }),
        signal,
      ),
    /** One of its files by name, as the training wrote it. */
    file: ({ model, file, signal }: ModelFilePlace & CallOptions): Promise<Blob> =>
      answer(
        raw.GET('/v1/models/{model}/files/{file}', {
          params: { path: { model, file } },
          parseAs: 'blob',
          ...given({ signal }),
        }),
        signal,
      ),
    /** For ever. Refused with `conflict` while somebody needs it. */
    delete: (model: string, { signal }: CallOptions = {}): Promise<void> =>
      done(
        raw.DELETE('/v1/models/{model}', { params: { path: { model } }, ...given({ signal }) }),
        signal,
      ),
  };
}

export interface ModelFilePlace {
  readonly model: string;
  readonly file: string;
}
