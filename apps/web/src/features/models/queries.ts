import { queryOptions } from '@tanstack/react-query';
import { type Gallery, type Model, umbra } from '../../api/client';

const listLimit = 200;

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => umbra.models.list({ limit: listLimit, signal }),
});

/**
 * The models a gallery can serve: its own, the newest first, and at the end the one every gallery
 * starts with.
 */
export function modelsOfGallery(models: readonly Model[], gallery: Gallery): Model[] {
  const own = models.filter((model) => model.gallery === gallery.id);
  const builtIn = models.filter((model) => model.kind === 'baseline-pixels');
  const newestFirst = (a: Model, b: Model) => b.createdAt.localeCompare(a.createdAt);
  return [...own.sort(newestFirst), ...builtIn];
}
