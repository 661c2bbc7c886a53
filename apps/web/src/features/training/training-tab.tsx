'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ChartSpline } from 'lucide-react';
import type { Gallery } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { useQueryParams } from '../../components/query-params';
import { EmptyState } from '../../components/ui/empty-state';
import { Skeleton } from '../../components/ui/skeleton';
import { useMay } from '../session/queries';
import { runsQuery } from './queries';
import { RunHistory } from './run-history';
import { RunView } from './run-view';
import { TrainForm } from './train-form';

export function TrainingTab({ gallery }: { gallery: Gallery }) {
  const { params, set } = useQueryParams();
  const mayTrain = useMay('train');
  const runs = useInfiniteQuery(runsQuery(gallery.name));
  const list = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = params.get('run') ?? gallery.activeRun ?? list[0]?.id ?? null;
  const total = runs.data?.pages[0]?.total ?? 0;

  return (
    <div className="space-y-5">
      <div className="grid items-start gap-5 lg:grid-cols-[19rem_minmax(0,1fr)]">
        {/* On a phone what runs now stands above the form for the next one. */}
        <div className={gallery.activeRun === null ? undefined : 'order-last lg:order-none'}>
          {mayTrain ? (
            <TrainForm gallery={gallery} onStarted={() => set({ run: null })} />
          ) : (
            <p className="rounded-card border bg-surface px-5 py-4 text-muted">
              This key may look at training, but not start it.
            </p>
          )}
        </div>
        <div className="min-w-0">
          {runs.isError && <ProblemNote error={runs.error} onRetry={() => runs.refetch()} />}
          {runs.isPending && <Skeleton className="h-96 rounded-card" />}
          {shown !== null && (
            <RunView
              key={shown}
              id={shown}
              gallery={gallery}
              known={list.find((run) => run.id === shown)}
            />
          )}
          {runs.data !== undefined && shown === null && (
            <EmptyState icon={<ChartSpline />} title="Not trained yet">
              Searches compare plain pixels until a model is trained on the labels of this gallery.
              Its curves and its gain over plain pixels appear here.
            </EmptyState>
          )}
        </div>
      </div>
      {list.length > 0 && (
        <RunHistory
          runs={list}
          total={total}
          shown={shown}
          onShow={(run) => {
            set({ run });
            window.scrollTo({ top: 0, behavior: 'smooth' });
          }}
          more={runs}
        />
      )}
    </div>
  );
}
