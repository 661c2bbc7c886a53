'use client';

import type { TrainingRun } from '../../api/client';
import { type More, ShowMore } from '../../components/show-more';
import { TimeAgo } from '../../components/time-ago';
import { classNames } from '../../components/ui/class-names';
import { formatPoints, formatQuantity, formatShare } from '../../format/numbers';
import { formatDuration } from '../../format/time';
import { RunBadge } from './run-badge';
import { presetTitle } from './run-text';

interface RunHistoryProps {
  readonly runs: readonly TrainingRun[];
  readonly total: number;
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
  readonly more: More;
}

const columns =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 md:grid-cols-[minmax(0,1.2fr)_7rem_minmax(0,1.6fr)_7rem_7rem]';

export function RunHistory({ runs, total, shown, onShow, more }: RunHistoryProps) {
  return (
    <section aria-labelledby="runs-title">
      <h2 id="runs-title" className="mb-2 font-semibold text-[0.9375rem]">
        {formatQuantity(total, 'training run')}
      </h2>
      <ul className="divide-y overflow-hidden rounded-card border bg-surface">
        {runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              aria-pressed={run.id === shown}
              onClick={() => onShow(run.id)}
              className={classNames(
                columns,
                'w-full px-4 py-2.5 text-left transition-colors hover:bg-sunken focus-visible:-outline-offset-2 sm:px-5',
                run.id === shown && 'bg-sunken',
              )}
            >
              <span className="font-medium">{presetTitle(run.preset)}</span>
              <span>
                <RunBadge state={run.state} />
              </span>
              <span className="col-span-2 truncate text-muted md:col-span-1">
                <Outcome run={run} />
              </span>
              <span className="text-[0.8125rem] text-faint">
                <TimeAgo at={run.createdAt} />
              </span>
              <span className="text-right text-[0.8125rem] text-faint tabular-nums">
                {duration(run)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <ShowMore more={more}>Earlier runs</ShowMore>
    </section>
  );
}

function Outcome({ run }: { run: TrainingRun }) {
  if (run.error !== null) return <>{run.error.message}</>;
  const recall = run.metrics?.recallAt1 ?? null;
  if (run.state !== 'succeeded' || recall === null) return null;
  const baseline = run.metrics?.baselineRecallAt1 ?? null;
  return (
    <>
      Recall@1 <span className="font-medium text-ink tabular-nums">{formatShare(recall)}</span>
      {baseline !== null && (
        <span className="text-faint"> ({formatPoints(recall, baseline)} against plain pixels)</span>
      )}
    </>
  );
}

function duration(run: TrainingRun): string | null {
  if (run.startedAt === null || run.finishedAt === null) return null;
  return formatDuration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000);
}
