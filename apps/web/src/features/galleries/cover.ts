import { queryOptions } from '@tanstack/react-query';
import { type Item, umbra } from '../../api/client';
import { interleave, spread } from '../items/varied';

/** Pictures on the cover of a gallery, and how many of its labels they show. */
export const coverSize = 10;
const coverLabels = 5;

/**
 * A few pictures that show how varied a gallery is: lists run by age, and whole labels are often
 * added in one go.
 */
export function coverQuery(gallery: string) {
  return queryOptions({
    // Below the gallery's items, so that it is read again when they change.
    queryKey: ['items', gallery, 'cover'],
    queryFn: async ({ signal }): Promise<Item[]> => {
      const labels = await umbra.galleries.labels(gallery, { signal });
      const chosen = spread(labels, coverLabels);
      if (chosen.length === 0) {
        const { items } = await umbra.items.list({ gallery, limit: coverSize, signal });
        return items;
      }
      const limit = Math.ceil(coverSize / chosen.length);
      const pages = await Promise.all(
        chosen.map(({ label }) => umbra.items.list({ gallery, label, limit, signal })),
      );
      return interleave(pages.map((page) => page.items)).slice(0, coverSize);
    },
    staleTime: 5 * 60_000,
  });
}
