import type { Page } from './types.js';

/**
 * A list: awaited it is one page, iterated it is every entry, page after page as they are needed.
 *
 * @example
 * const { items, total } = await umbra.items.list({ gallery });
 * for await (const item of umbra.items.list({ gallery })) console.log(item.label);
 * for await (const { items } of umbra.items.list({ gallery }).pages()) console.log(items.length);
 */
export interface Listing<Entry> extends Promise<Page<Entry>>, AsyncIterable<Entry> {
  /** This page and those behind it. */
  pages(): AsyncGenerator<Page<Entry>, void, undefined>;
}

type Turn<Entry> = (cursor: string | undefined) => Promise<Page<Entry>>;

export function listing<Entry>(
  page: Turn<Entry>,
  { cursor }: { readonly cursor?: string | undefined },
): Listing<Entry> {
  const first = page(cursor);
  const pages = () => pagesFrom(first, page);
  return Object.assign(first, {
    pages,
    [Symbol.asyncIterator]: () => entriesOf(pages()),
  });
}

async function* pagesFrom<Entry>(
  first: Promise<Page<Entry>>,
  page: Turn<Entry>,
): AsyncGenerator<Page<Entry>, void, undefined> {
  let current = await first;
  for (;;) {
    yield current;
    // A server that knows no more pages may leave it out.
    if ((current.nextCursor ?? null) === null) return;
    current = await page(current.nextCursor ?? undefined);
  }
}

async function* entriesOf<Entry>(
  pages: AsyncIterable<Page<Entry>>,
): AsyncGenerator<Entry, void, undefined> {
  for await (const { items } of pages) yield* items;
}

/** Every entry of a list, page after page as they are needed. */
export async function* eachOf<Entry>(
  page: Turn<Entry>,
  start?: string | undefined,
): AsyncGenerator<Entry, void, undefined> {
  yield* entriesOf(pagesFrom(page(start), page));
}
