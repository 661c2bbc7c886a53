import type { Page } from './types.js';

/** Every entry of a list, page after page as they are needed. */
export async function* eachOf<Entry>(
  page: (cursor: string | undefined) => Promise<Page<Entry>>,
  start?: string | undefined,
): AsyncGenerator<Entry, void, undefined> {
  let cursor = start;
  for (;;) {
    const { items, nextCursor } = await page(cursor);
    yield* items;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}
