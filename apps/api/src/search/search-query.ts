import { isUmbraError, UmbraError } from '@umbra/core/errors';
import { invalidRequest } from '../http/validation-pipe.js';
import { decodeBase64 } from './base64.js';
import { type SearchRequest, searchLimits } from './search.schema.js';

export type Example =
  | { readonly kind: 'vector'; readonly values: unknown }
  | { readonly kind: 'item'; readonly item: string }
  | { readonly kind: 'image'; readonly bytes: Uint8Array };

/** What is looked for: one example usually, or several, and what is not. */
export interface SearchQuery {
  readonly positive: readonly Example[];
  readonly negative: readonly Example[];
}

type Given = Pick<SearchRequest, 'vector' | 'item' | 'image'>;

/** @throws UmbraError `invalid_request` unless there is exactly one query */
export function readQuery(request: SearchRequest, upload?: Uint8Array): SearchQuery {
  const single = [
    ...examplesOf(request),
    ...(upload === undefined ? [] : [{ kind: 'image', bytes: upload } as const]),
  ];
  const positive = request.positive?.flatMap(examplesOf) ?? single;
  const isOne = request.positive === undefined ? single.length === 1 : single.length === 0;
  if (!isOne) {
    throw invalidRequest([
      { path: '', message: 'send exactly one of vector, item, image and positive' },
    ]);
  }
  if (request.negative !== undefined && request.positive === undefined) {
    throw invalidRequest([{ path: 'negative', message: 'needs positive examples beside it' }]);
  }
  return { positive, negative: request.negative?.flatMap(examplesOf) ?? [] };
}

/** The queries of a batch, whose refusals name the search. */
export function readQueries(requests: readonly SearchRequest[]): SearchQuery[] {
  const queries = requests.map((request, at) => {
    try {
      return readQuery(request);
    } catch (error) {
      throw errorOfSearch(error, at);
    }
  });
  const pictures = queries.flatMap(({ positive, negative }) =>
    [...positive, ...negative].filter(({ kind }) => kind === 'image'),
  );
  if (pictures.length > searchLimits.picturesMax) {
    const message = `must hold at most ${searchLimits.picturesMax} pictures in all`;
    throw invalidRequest([{ path: 'searches', message }]);
  }
  return queries;
}

/** The same refusal, which says which search of a batch is to blame. */
export function errorOfSearch(error: unknown, at: number): unknown {
  if (!isUmbraError(error)) {
    return error;
  }
  const place = `searches.${at}`;
  const { code, message, fields } = error;
  return new UmbraError(code, `${place}: ${message}`, {
    fields:
      fields.length === 0
        ? [{ path: place, message }]
        : fields.map((field) => ({
            path: field.path === '' ? place : `${place}.${field.path}`,
            message: field.message,
          })),
    cause: error,
  });
}

function examplesOf({ vector, item, image }: Given): Example[] {
  return [
    ...(vector === undefined ? [] : [{ kind: 'vector', values: vector } as const]),
    ...(item === undefined ? [] : [{ kind: 'item', item } as const]),
    ...(image === undefined ? [] : [{ kind: 'image', bytes: decodeBase64(image) } as const]),
  ];
}
