import { answer, given, type RawClient } from './answer.js';
import { eachOf } from './pages.js';
import type { CallOptions, Model, Page, PageOptions } from './types.js';

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
    get: (model: string, { signal }: CallOptions = {}): Promise<Model> =>
      answer(
        raw.GET('/v1/models/{model}', { params: { path: { model } }, ...given({ signal }) }),
        signal,
      ),
  };
}
