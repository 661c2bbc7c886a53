import { answer, given, type RawClient } from './answer.js';
import { eachOf, type Listing, listing } from './pages.js';
import type { AuditEntry, Page, PageOptions } from './types.js';

export interface AuditFilter {
  readonly action?: AuditEntry['action'] | undefined;
  /** Name or id; the id of a gallery that is gone. */
  readonly gallery?: string | undefined;
  /** The id of a key. */
  readonly key?: string | undefined;
  readonly from?: Date | string | undefined;
  /** Up to, and not with, this time. */
  readonly to?: Date | string | undefined;
}

/** Who changed what; for admins. */
export function auditOf(raw: RawClient) {
  const list = (options: PageOptions & AuditFilter = {}): Listing<AuditEntry> => {
    const { signal, from, to, ...query } = options;
    const times = { from: textOf(from), to: textOf(to) };
    const page = (cursor: string | undefined) =>
      answer<Page<AuditEntry>>(
        raw.GET('/v1/audit', {
          params: { query: given({ ...query, ...times, cursor }) },
          ...given({ signal }),
        }),
        signal,
      );
    return listing(page, query);
  };
  return {
    /** The newest first. */
    list,
    /** Every entry, page after page. */
    each: (options: PageOptions & AuditFilter = {}) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
  };
}

function textOf(time: Date | string | undefined): string | undefined {
  return time instanceof Date ? time.toISOString() : time;
}
