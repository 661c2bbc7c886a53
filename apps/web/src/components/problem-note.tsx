import { TriangleAlert } from 'lucide-react';
import { describeProblem } from '../api/problem';
import { Button } from './ui/button';
import { classNames } from './ui/class-names';

interface ProblemNoteProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  readonly className?: string | undefined;
}

/**
 * A failed request where its result would stand: what happened, what to do, and the id to find it
 * in the log.
 */
export function ProblemNote({ error, onRetry, className }: ProblemNoteProps) {
  const problem = describeProblem(error);
  return (
    <div
      role="alert"
      className={classNames(
        'flex gap-3 rounded-card border border-danger/30 bg-danger-soft px-4 py-3',
        className,
      )}
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{problem.title}</p>
        <p className="text-muted text-pretty">{problem.detail}</p>
        {problem.requestId !== null && (
          <p className="mt-1 break-all font-mono text-2xs text-faint">
            Request {problem.requestId}
          </p>
        )}
      </div>
      {onRetry !== undefined && !problem.refused && (
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
