import { answer, done, given, type RawClient } from './answer.js';
import type { CallOptions, Session } from './types.js';

/** For pages: a session keeps the key in a cookie that no script can read. */
export function sessionOf(raw: RawClient) {
  return {
    /** Who the caller is. @throws UmbraProblem `unauthorized` when nobody is signed in */
    get: ({ signal }: CallOptions = {}): Promise<Session> =>
      answer(raw.GET('/v1/session', given({ signal })), signal),
    start: ({ key, signal }: { readonly key: string } & CallOptions): Promise<Session> =>
      answer(raw.POST('/v1/session', { body: { key }, ...given({ signal }) }), signal),
    end: ({ signal }: CallOptions = {}): Promise<void> =>
      done(raw.DELETE('/v1/session', given({ signal })), signal),
  };
}
