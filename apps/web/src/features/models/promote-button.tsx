'use client';

import { ArrowUpFromLine } from 'lucide-react';
import type { Gallery } from '../../api/client';
import { describeProblem } from '../../api/problem';
import { Badge } from '../../components/ui/badge';
import { Button } from '../../components/ui/button';
import { Progress } from '../../components/ui/progress';
import { usePromotion } from './promotion';

interface PromoteButtonProps {
  readonly gallery: Gallery;
  readonly model: string;
  /** The one thing to do here, or one among others. */
  readonly variant: 'primary' | 'secondary';
}

/**
 * Lets a model serve the gallery; says so where it already does, and how far it is while it takes
 * over.
 */
export function PromoteButton({ gallery, model, variant }: PromoteButtonProps) {
  const { job, active, start } = usePromotion(gallery);
  if (gallery.model.id === model) return <Badge tone="good">Serving</Badge>;
  const mine = start.variables === model;
  if (active && (mine || start.variables === undefined)) {
    const { done, total } = job?.progress ?? { done: 0, total: 0 };
    return (
      <div className="w-44">
        <p className="mb-1.5 text-[0.8125rem] text-muted" aria-live="polite">
          Indexing with this model…
        </p>
        <Progress label="Promoting the model" value={total > 0 ? done / total : null} />
      </div>
    );
  }
  const failure =
    mine && start.error !== null
      ? describeProblem(start.error).detail
      : mine && job?.state === 'failed'
        ? (job.error?.message ?? 'The promotion failed.')
        : null;
  return (
    <div className="flex flex-col gap-1.5 sm:items-end">
      <Button
        size="small"
        variant={variant}
        disabled={active}
        busy={start.isPending}
        onClick={() => start.mutate(model)}
      >
        <ArrowUpFromLine aria-hidden="true" />
        {start.isPending ? 'Promoting…' : 'Promote'}
      </Button>
      {failure !== null && (
        <p role="alert" className="max-w-64 text-[0.8125rem] text-danger sm:text-right text-pretty">
          {failure}
        </p>
      )}
    </div>
  );
}
