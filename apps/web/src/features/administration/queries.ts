import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { type Job, type Scope, umbra } from '../../api/client';

const pageLimit = 50;
const workingIntervalMs = 2_000;
const firstPage = null as string | null;

export function isUnderWay(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running';
}

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal, pageParam }) =>
    umbra.keys.list({ limit: pageLimit, cursor: pageParam ?? undefined, signal }),
  initialPageParam: firstPage,
  getNextPageParam: (last) => last.nextCursor,
});

/** Asked for again while something of it is under way. */
export const jobsQuery = infiniteQueryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal, pageParam }) =>
    umbra.jobs.list({ limit: pageLimit, cursor: pageParam ?? undefined, signal }),
  initialPageParam: firstPage,
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: ({ state }) =>
    state.data?.pages.some((page) => page.items.some(isUnderWay)) ? workingIntervalMs : false,
});

export function jobLogQuery(job: Job) {
  return queryOptions({
    queryKey: ['job-log', job.id],
    queryFn: ({ signal }) => umbra.jobs.log(job.id, { limit: pageLimit, signal }),
    refetchInterval: isUnderWay(job) ? workingIntervalMs : false,
  });
}

export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ signal, pageParam }) =>
    umbra.audit.list({ limit: pageLimit, cursor: pageParam ?? undefined, signal }),
  initialPageParam: firstPage,
  getNextPageParam: (last) => last.nextCursor,
});

export interface WantedKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: all of them, and those still to come. */
  readonly galleries: readonly string[] | null;
  readonly expiresAt: Date | null;
}

export function useCreateKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: WantedKey) => umbra.keys.create(key),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => umbra.keys.delete(key),
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (job: string) => umbra.jobs.cancel(job),
    onSuccess: () => client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
}
