import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Gallery, type Info, umbra } from '../../api/client';

const workingInterval = 2_000;
const listLimit = 200;

/** Whether the sample gallery is being made right now. */
export function isSampleWorking(info: Info | undefined): boolean {
  const state = info?.sample.state;
  return state === 'drawing' || state === 'importing' || state === 'training';
}

/** Whether something changes a gallery without anyone's doing here. */
function isGalleryWorking(gallery: Gallery): boolean {
  return gallery.activeRun !== null || gallery.index.state === 'building';
}

export const infoQuery = queryOptions({
  queryKey: ['info'],
  queryFn: ({ signal }) => umbra.info({ signal }),
  staleTime: 5 * 60_000,
  refetchInterval: (query) => (isSampleWorking(query.state.data) ? workingInterval : false),
});

/** All galleries; `live` while the sample, which is not one of them yet, is being made. */
export function galleriesQuery({ live }: { live: boolean }) {
  return queryOptions({
    queryKey: ['galleries'],
    queryFn: ({ signal }) => umbra.galleries.list({ limit: listLimit, signal }),
    refetchInterval: (query) =>
      live || query.state.data?.items.some(isGalleryWorking) ? workingInterval : false,
  });
}

interface GalleryOptions {
  /** Something beyond the gallery changes it, such as the sample that is being made. */
  readonly live?: boolean;
  /** The page hears of its training by events and needs not ask. */
  readonly hearsEvents?: boolean;
}

/** One gallery by its name. */
export function galleryQuery(name: string, options: GalleryOptions = {}) {
  const { live = false, hearsEvents = false } = options;
  return queryOptions({
    queryKey: ['gallery', name],
    queryFn: ({ signal }) => umbra.galleries.get(name, { signal }),
    refetchInterval: (query) => {
      const gallery = query.state.data;
      const working = live || (gallery !== undefined && isGalleryWorking(gallery));
      return working && !hearsEvents ? workingInterval : false;
    },
  });
}

export function useCreateGallery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (gallery: { name: string; description: string | null }) =>
      umbra.galleries.create(gallery),
    onSuccess: (gallery) => {
      client.setQueryData(galleryQuery(gallery.name).queryKey, gallery);
      return client.invalidateQueries({ queryKey: ['galleries'] });
    },
  });
}

export function useUpdateGallery(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (patch: { name?: string; description?: string | null }) =>
      umbra.galleries.update(name, patch),
    onSuccess: (gallery) => {
      client.setQueryData(galleryQuery(gallery.name).queryKey, gallery);
      return client.invalidateQueries({ queryKey: ['galleries'] });
    },
  });
}

export function useDeleteGallery(name: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => umbra.galleries.delete(name),
    onSuccess: () => client.invalidateQueries({ queryKey: ['galleries'] }),
  });
}
