'use client';

import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { type Gallery, type Job, umbra } from '../../api/client';

const workingInterval = 1_000;

function isJobActive(job: Job | null | undefined): boolean {
  return job?.state === 'queued' || job?.state === 'running';
}

/** The promotion of a gallery that is at work or was the last to be: null where there is none. */
function promotionQuery(gallery: Gallery) {
  const queryKey = ['promotion', gallery.id];
  return queryOptions({
    queryKey,
    queryFn: async ({ client, signal }): Promise<Job | null> => {
      const known = client.getQueryData<Job | null>(queryKey) ?? null;
      if (known === null) return findActivePromotion(gallery, signal);
      const job = await umbra.jobs.get(known.id, { signal });
      if (isJobActive(known) && !isJobActive(job)) void refreshServing(client, gallery);
      return job;
    },
    // Only a promotion that was begun here, or that the gallery shows, is worth asking about.
    enabled: (query) => isJobActive(query.state.data) || gallery.index.state === 'building',
    refetchInterval: (query) => (isJobActive(query.state.data) ? workingInterval : false),
  });
}

/** After a reload: the promotion that somebody began before. */
async function findActivePromotion(gallery: Gallery, signal: AbortSignal): Promise<Job | null> {
  const jobs = await umbra.jobs.list({ signal });
  return jobs.items.find((job) => job.gallery === gallery.id && isJobActive(job)) ?? null;
}

/** Another model serves now: everything that depends on it is read again. */
function refreshServing(client: QueryClient, gallery: Gallery) {
  const keys = [['gallery', gallery.name], ['galleries'], ['models'], ['search', gallery.name]];
  return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function usePromotion(gallery: Gallery) {
  const client = useQueryClient();
  const promotion = useQuery(promotionQuery(gallery));
  const start = useMutation({
    mutationFn: (model: string) => umbra.promote({ gallery: gallery.name, model }),
    onSuccess: (job) => {
      client.setQueryData(promotionQuery(gallery).queryKey, job);
      if (!isJobActive(job)) return refreshServing(client, gallery);
    },
  });
  const job = promotion.data ?? null;
  return { job, active: isJobActive(job), start };
}
