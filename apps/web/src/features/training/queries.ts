import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { type Preset, type TrainingRun, umbra } from '../../api/client';

const pageSize = 20;
const workingInterval = 2_000;

export function isRunActive(run: { state: TrainingRun['state'] }): boolean {
  return run.state === 'queued' || run.state === 'running';
}

export function runsQuery(gallery: string) {
  return infiniteQueryOptions({
    queryKey: ['runs', gallery],
    queryFn: ({ pageParam, signal }) =>
      umbra.runs.list({ gallery, limit: pageSize, signal, cursor: pageParam ?? undefined }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/**
 * One run; asked for again while it is at work. Where its events are followed anyway, `live` is
 * false.
 */
export function runQuery(id: string, { live }: { live: boolean }) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => umbra.runs.get(id, { signal }),
    refetchInterval: (query) =>
      live && query.state.data !== undefined && isRunActive(query.state.data)
        ? workingInterval
        : false,
  });
}

/** A run that began or ended changes the gallery, its runs and perhaps its models. */
export function useRefreshTraining(gallery: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [['runs', gallery], ['gallery', gallery], ['galleries'], ['models']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

export function useStartTraining(gallery: string) {
  const refresh = useRefreshTraining(gallery);
  return useMutation({
    mutationFn: (options: { preset: Preset; promote: 'auto' | 'manual' }) =>
      umbra.train({ gallery, ...options }),
    onSuccess: refresh,
  });
}

export function useCancelRun(gallery: string) {
  const client = useQueryClient();
  const refresh = useRefreshTraining(gallery);
  return useMutation({
    mutationFn: (id: string) => umbra.runs.cancel(id),
    onSuccess: async (run) => {
      client.setQueryData(['run', run.id], run);
      await refresh();
    },
  });
}
