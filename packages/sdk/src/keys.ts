import { answer, done, given, type RawClient } from './answer.js';
import { eachOf, type Listing, listing } from './pages.js';
import type { CallOptions, Key, NewKey, PageOptions, Scope } from './types.js';

export interface KeyFacts {
  /** Who or what uses the key. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Names or ids of the galleries to bind it to; it sees all when left out. */
  readonly galleries?: readonly string[] | null | undefined;
  /** When it ceases to open anything; it does not expire when left out. */
  readonly expiresAt?: Date | string | null | undefined;
}

export function keysOf(raw: RawClient) {
  const list = ({ signal, ...query }: PageOptions = {}): Listing<Key> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/keys', {
            params: { query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  return {
    /** The answer's `key` is shown this once. */
    create: (
      { name, scopes, galleries = null, expiresAt = null }: KeyFacts,
      { signal }: CallOptions = {},
    ): Promise<NewKey> =>
      answer(
        raw.POST('/v1/keys', {
          body: {
            name,
            scopes: [...scopes],
            galleries: galleries === null ? null : [...galleries],
            expiresAt: expiresAt instanceof Date ? expiresAt.toISOString() : expiresAt,
          },
          ...given({ signal }),
        }),
        signal,
      ),
    list,
    /** Every key, page after page. */
    each: (options: PageOptions = {}) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    /** From now on it opens nothing. */
    delete: (key: string, { signal }: CallOptions = {}): Promise<void> =>
      done(
        raw.DELETE('/v1/keys/{key}', { params: { path: { key } }, ...given({ signal }) }),
        signal,
      ),
  };
}
