import type { TrainingRun } from '../../api/client';
import { Progress } from '../../components/ui/progress';
import { formatCount, formatShare } from '../../format/numbers';
import type { RunRecord } from './run-record';
import { runActivity, runProgress } from './run-text';

interface RunLiveProps {
  readonly run: TrainingRun;
  readonly record: RunRecord;
}

/** What a run is doing at this moment. */
export function RunLive({ run, record }: RunLiveProps) {
  const { fraction, timeLeft } = runProgress(run);
  const counted = countOf(run, record);
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium" aria-live="polite">
          {runActivity(run)}
        </p>
        <p className="text-[0.8125rem] text-muted tabular-nums">
          {[counted, timeLeft].filter(Boolean).join(', ')}
        </p>
      </div>
      <Progress label={runActivity(run)} value={fraction} className="h-2" />
      {record.latest !== null && run.phase === 'training' && (
        <p className="mt-2 text-faint text-xs tabular-nums">
          {record.latest.imagesPerSecond !== null &&
            `${formatCount(Math.round(record.latest.imagesPerSecond))} pictures a second, `}
          {formatShare(record.latest.activeShare)} of the triplets still teach something
        </p>
      )}
    </div>
  );
}

function countOf(run: TrainingRun, record: RunRecord): string | null {
  const counts =
    run.phase === 'preparing'
      ? record.preparing
      : run.phase === 'embedding'
        ? record.embedding
        : null;
  return counts === null ? null : `${formatCount(counts.done)} of ${formatCount(counts.total)}`;
}
