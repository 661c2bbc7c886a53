'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useRef } from 'react';
import type { Gallery, TrainingRun } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { Card } from '../../components/ui/card';
import { Skeleton } from '../../components/ui/skeleton';
import { isRunActive, runQuery, useRefreshTraining } from './queries';
import { RunFacts } from './run-facts';
import { RunHead } from './run-head';
import { RunLive } from './run-live';
import { currentRun } from './run-record';
import { RunResult } from './run-result';
import { useRunRecord } from './use-run-record';

const RunCharts = dynamic(() => import('./run-charts').then((module) => module.RunCharts), {
  ssr: false,
  loading: () => <Skeleton className="h-60" />,
});

interface RunViewProps {
  readonly id: string;
  readonly gallery: Gallery;
  /** What the list of runs knows of it, until its events arrive. */
  readonly known: TrainingRun | undefined;
}

/** One run, while it works and for ever after: the same page, told by the same events. */
export function RunView({ id, gallery, known }: RunViewProps) {
  const { record, error } = useRunRecord(id);
  const asked = useQuery({
    ...runQuery(id, { live: false }),
    enabled: known === undefined && record.run === null,
  });
  const run = currentRun(record) ?? known ?? asked.data;
  useRefreshOnChange(gallery.name, run?.state);
  if (run === undefined) {
    const problem = asked.error ?? error;
    if (problem !== null) return <ProblemNote error={problem} />;
    return <Skeleton className="h-96 rounded-card" />;
  }
  const baseline = record.result?.baselineRecallAt1 ?? run.metrics?.baselineRecallAt1 ?? null;
  const active = isRunActive(run);
  return (
    <Card>
      <RunHead run={run} gallery={gallery} />
      <div className="space-y-6 px-4 pb-5 sm:px-5">
        {active && <RunLive run={run} record={record} />}
        {run.state === 'failed' && <Failure run={run} />}
        {run.state === 'cancelled' && (
          <p className="text-muted">It was cancelled before it was done. No model was kept.</p>
        )}
        {run.state === 'succeeded' && <RunResult run={run} />}
        {error !== null && <ProblemNote error={error} />}
        {(active || record.steps.length > 0) && <RunCharts record={record} baseline={baseline} />}
        <RunFacts run={run} record={record} />
      </div>
    </Card>
  );
}

function Failure({ run }: { run: TrainingRun }) {
  return (
    <div role="alert" className="rounded-card border border-danger/30 bg-danger-soft px-4 py-3">
      <p className="font-medium">The training failed</p>
      <p className="text-muted text-pretty">
        {run.error?.message ?? 'The log of the server says more.'}
      </p>
    </div>
  );
}

/** When a run begins or ends under one's eyes, everything that shows its state is read again. */
function useRefreshOnChange(gallery: string, state: TrainingRun['state'] | undefined) {
  const refresh = useRefreshTraining(gallery);
  const before = useRef(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another state is a reason
  useEffect(() => {
    if (before.current !== undefined && before.current !== state) void refresh();
    before.current = state;
  }, [state]);
}
