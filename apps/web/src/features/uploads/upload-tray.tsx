'use client';

import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/ui/button';
import { classNames } from '../../components/ui/class-names';
import { IconButton } from '../../components/ui/icon-button';
import { Progress } from '../../components/ui/progress';
import { formatCount, formatQuantity } from '../../format/numbers';
import { useUploadEntries, useUploadQueue } from './upload-provider';
import { type UploadEntry, type UploadTotals, uploadTotals } from './upload-queue';

const refusalsShown = 100;

/** The uploads of all galleries, in the corner of every page while there are any. */
export function UploadTray() {
  const queue = useUploadQueue();
  const entries = useUploadEntries(queue);
  const [folded, setFolded] = useState(false);
  const totals = uploadTotals(entries);
  if (totals.total === 0) return null;
  const busy = totals.open > 0;
  return (
    <section
      aria-label="Uploads"
      className="fixed inset-x-3 bottom-3 z-30 animate-enter overflow-hidden rounded-card border bg-surface shadow-float sm:left-auto sm:w-96"
    >
      <div className="flex items-center gap-1 py-2 pr-2 pl-4">
        <p className="min-w-0 flex-1 truncate font-medium" aria-live="polite">
          {headline(totals)}
        </p>
        {busy && (
          <Button size="small" variant="ghost" onClick={queue.stop}>
            Stop
          </Button>
        )}
        <IconButton
          label={folded ? 'Show uploads' : 'Hide uploads'}
          aria-expanded={!folded}
          className="size-8"
          onClick={() => setFolded(!folded)}
          side="top"
        >
          <ChevronDown className={classNames('transition-transform', folded && 'rotate-180')} />
        </IconButton>
        {!busy && (
          <IconButton label="Dismiss" className="size-8" onClick={queue.clear} side="top">
            <X />
          </IconButton>
        )}
      </div>
      {busy && <Progress label="Uploading" value={totals.fraction} className="rounded-none" />}
      {!folded && <TrayBody entries={entries} totals={totals} onRetry={queue.retry} />}
    </section>
  );
}

function headline(totals: UploadTotals): string {
  if (totals.open > 0) {
    return `Uploading ${formatCount(totals.done + totals.refused)} of ${formatCount(totals.total)}`;
  }
  if (totals.refused === 0) return `${formatQuantity(totals.done, 'picture')} added`;
  return `${formatCount(totals.done)} added, ${formatCount(totals.refused)} refused`;
}

interface TrayBodyProps {
  readonly entries: readonly UploadEntry[];
  readonly totals: UploadTotals;
  readonly onRetry: () => void;
}

function TrayBody({ entries, totals, onRetry }: TrayBodyProps) {
  const sending = entries.filter((entry) => entry.state.kind === 'sending');
  const refused = entries.filter((entry) => entry.state.kind === 'refused');
  if (sending.length === 0 && refused.length === 0) return null;
  return (
    <div className="max-h-72 overflow-y-auto border-t px-4 py-3 text-[0.8125rem]">
      <ul className="space-y-2">
        {sending.map((entry) => (
          <li key={entry.id}>
            <div className="mb-1 truncate text-muted">{entry.file.name}</div>
            <Progress label={`Sending ${entry.file.name}`} value={null} className="h-1" />
          </li>
        ))}
        {refused.slice(0, refusalsShown).map((entry) => (
          <li key={entry.id}>
            <div className="truncate font-medium">{entry.file.name}</div>
            <div className="text-danger text-pretty">
              {entry.state.kind === 'refused' && entry.state.reason}
            </div>
          </li>
        ))}
      </ul>
      {refused.length > refusalsShown && (
        <p className="mt-2 text-faint">and {formatCount(refused.length - refusalsShown)} more</p>
      )}
      {refused.length > 0 && totals.open === 0 && (
        <Button size="small" className="mt-3" onClick={onRetry}>
          Try the refused again
        </Button>
      )}
    </div>
  );
}
