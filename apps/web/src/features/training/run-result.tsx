import type { TrainingRun } from '../../api/client';
import { formatMeasure, formatPoints, formatShare } from '../../format/numbers';

/**
 * What came of a run: how often the most alike picture has the right label, against plain pixels.
 */
export function RunResult({ run }: { run: TrainingRun }) {
  const recall = run.metrics?.recallAt1 ?? null;
  const baseline = run.metrics?.baselineRecallAt1 ?? null;
  if (recall === null) {
    return <p className="text-muted">There were too few held-back pictures to measure it.</p>;
  }
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-[auto_minmax(0,1fr)]">
      <div>
        <p className="text-[0.8125rem] text-muted">Recall@1</p>
        <p className="flex items-baseline gap-2.5">
          <span className="font-semibold text-3xl tabular-nums tracking-tight">
            {formatShare(recall)}
          </span>
          {baseline !== null && (
            <span className={recall >= baseline ? 'text-good' : 'text-danger'}>
              {formatPoints(recall, baseline)} points
            </span>
          )}
        </p>
      </div>
      <div className="space-y-2 self-end">
        <ShareBar name="This model" share={recall} chosen />
        {baseline !== null && <ShareBar name="Plain pixels" share={baseline} />}
      </div>
      <p className="text-[0.8125rem] text-faint md:col-span-2">
        How often the most alike picture has the right label, measured on pictures held back from
        the training. R‑precision {formatMeasure(run.metrics?.rPrecision)}, MAP@R{' '}
        {formatMeasure(run.metrics?.mapAtR)}.
      </p>
    </div>
  );
}

interface ShareBarProps {
  readonly name: string;
  readonly share: number;
  readonly chosen?: boolean;
}

function ShareBar({ name, share, chosen = false }: ShareBarProps) {
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)_3.5rem] items-center gap-3 text-[0.8125rem]">
      <span className={chosen ? 'font-medium' : 'text-muted'}>{name}</span>
      <span className="h-2 overflow-hidden rounded-full bg-sunken">
        <span
          className={`block h-full rounded-full ${chosen ? 'bg-accent' : 'bg-control'}`}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="text-right tabular-nums">{formatShare(share)}</span>
    </div>
  );
}
