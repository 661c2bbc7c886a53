import type { TrainingRun } from '../../api/client';
import { formatCompact, formatCount, formatQuantity } from '../../format/numbers';
import { formatDuration } from '../../format/time';
import type { RunRecord } from './run-record';

/** The figures behind a run, in one quiet line, and the pictures it had to leave out. */
export function RunFacts({ run, record }: { run: TrainingRun; record: RunRecord }) {
  const facts = factsOf(run, record);
  return (
    <>
      {facts.length > 0 && (
        <dl className="flex flex-wrap gap-x-8 gap-y-3 border-t pt-4 text-[0.8125rem]">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt className="text-faint">{term}</dt>
              <dd className="font-medium tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {run.skipped > 0 && (
        <details className="text-[0.8125rem]">
          <summary className="text-muted">
            {formatQuantity(run.skipped, 'picture')} could not be read and{' '}
            {run.skipped === 1 ? 'was' : 'were'} left out
          </summary>
          <ul className="mt-2 space-y-1">
            {record.skipped.map(({ path, reason }) => (
              <li key={path} className="break-words">
                <span className="font-mono text-xs">{fileName(path)}</span>{' '}
                <span className="text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function factsOf(run: TrainingRun, record: RunRecord): [string, string][] {
  const { facts, result } = record;
  const rows: [string, string][] = [];
  if (facts !== null) {
    rows.push(['Trained on', formatQuantity(facts.trainImages, 'picture')]);
    rows.push(['Held back', formatQuantity(facts.validationImages, 'picture')]);
    rows.push(['Labels', formatCount(facts.classes)]);
    rows.push(['Parameters', formatCompact(facts.parameters)]);
    rows.push(['Epochs', formatCount(facts.epochs)]);
  }
  if (result !== null) rows.push(['Best epoch', formatCount(result.bestEpoch)]);
  if (run.startedAt !== null && run.finishedAt !== null) {
    const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
    rows.push(['Took', formatDuration(seconds)]);
  }
  if (run.backend !== null) rows.push(['Computed by', run.backend]);
  return rows;
}

function fileName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
