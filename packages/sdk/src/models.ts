import { answer, done, given, type RawClient } from './answer.js';
import { eachOf } from './pages.js';
import type { CallOptions, Model, ModelDetails, Page, PageOptions } from './types.js';

export function modelsOf(raw: RawClient) {
  const list = ({ signal, ...query }: PageOptions = {}): Promise<Page<Model>> =>
    answer(
      raw.GET('/v1/models', { params: { query: given(query) }, ...given({ signal }) }),
      signal,
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
    delete: (model: string): Promise<void> =>
      done(raw.DELETE('/v1/models/{model}', { params: { path: { model } } })),
  };
}

export interface ModelFilePlace {
  readonly model: string;
  readonly file: string;
}
