import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { umbra } from '../../api/client';

const pageSize = 60;

export function itemsQuery(gallery: string, { label }: { label: string | null }) {
  return infiniteQueryOptions({
    queryKey: ['items', gallery, { label }],
    queryFn: ({ pageParam, signal }) =>
      umbra.items.list({
        gallery,
        limit: pageSize,
        signal,
        cursor: pageParam ?? undefined,
        label: label ?? undefined,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function itemQuery(gallery: string, id: string) {
  return queryOptions({
    queryKey: ['item', gallery, id],
    queryFn: ({ signal }) => umbra.items.get({ gallery, item: id, signal }),
  });
}

export function labelsQuery(gallery: string) {
  return queryOptions({
    queryKey: ['labels', gallery],
    queryFn: ({ signal }) => umbra.galleries.labels(gallery, { signal }),
  });
}

/** Everything that shows what a gallery holds is read again. */
export function useRefreshGallery() {
  const client = useQueryClient();
  return (gallery: string) =>
    Promise.all(
      [
        ['items', gallery],
        ['labels', gallery],
        ['search', gallery],
        ['gallery', gallery],
        ['galleries'],
      ].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}

export function useRelabelItem(gallery: string, id: string) {
  const client = useQueryClient();
  const refresh = useRefreshGallery();
  return useMutation({
    mutationFn: (label: string | null) => umbra.items.update({ gallery, item: id, label }),
    onSuccess: (item) => {
      client.setQueryData(itemQuery(gallery, id).queryKey, item);
      return refresh(gallery);
    },
  });
}

export function useDeleteItem(gallery: string) {
  const refresh = useRefreshGallery();
  return useMutation({
    mutationFn: (id: string) => umbra.items.delete({ gallery, item: id }),
    onSuccess: () => refresh(gallery),
  });
}
