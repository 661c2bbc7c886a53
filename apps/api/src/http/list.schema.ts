import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';

export const listLimits = { default: 50, max: 200 } as const;

/**
 * The query of every list: how many, and where to go on. Has no id, because Nest only expands
 * inline query schemas.
 */
export const listQueryShape = {
  limit: z.coerce
    .number('limit must be a whole number')
    .int('limit must be a whole number')
    .min(1, 'limit must be at least 1')
    .max(listLimits.max, `limit must be at most ${listLimits.max}`)
    .default(listLimits.default)
    .describe('How many entries to answer with.'),
  cursor: z
    .string()
    .max(200)
    .optional()
    .describe('The `nextCursor` of the page before; leave it out for the first page.'),
};

export const listQuerySchema = z.strictObject(listQueryShape);
export type ListQuery = z.infer<typeof listQuerySchema>;

/** Every list answers `{ items, nextCursor, total }`. */
export function listOf<T extends z.ZodType>(item: T, id: string) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z
        .string()
        .nullable()
        .describe('Send it as `cursor` for the next page; null on the last one.'),
      total: z.int().describe('How many there are in all pages.'),
    })
    .meta({ id });
}

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/**
 * A cursor is the id of the last entry seen: ids sort by time, so pages stay whole while others
 * write.
 */
export function encodeCursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

export function decodeCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) {
    return null;
  }
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-z-]{1,40}$/.test(id)) {
    throw new UmbraError('invalid_request', 'The cursor is not one that a list answered with.', {
      fields: [{ path: 'cursor', message: 'must be the nextCursor of the page before' }],
    });
  }
  return id;
}

/** Cuts a page out of `limit + 1` rows: the one too many only says that there is a next page. */
export function pageOf<R extends { id: string }, T>(
  rows: readonly R[],
  options: { limit: number; total: number; map: (row: R) => T },
): Page<T> {
  const shown = rows.slice(0, options.limit);
  const last = shown.at(-1);
  const more = rows.length > options.limit && last !== undefined;
  return {
    items: shown.map(options.map),
    nextCursor: more ? encodeCursor(last.id) : null,
    total: options.total,
  };
}
