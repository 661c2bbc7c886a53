import { classNames } from './class-names';

interface ProgressProps {
  /** What it is the progress of, for screen readers. */
  readonly label: string;
  /** 0..1, or null where no share is known. */
  readonly value: number | null;
  readonly className?: string | undefined;
}

export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={classNames('relative h-1.5 overflow-hidden rounded-full bg-line', className)}
    >
      {percent === null ? (
        <div className="absolute inset-y-0 w-2/5 animate-sweep rounded-full bg-accent" />
      ) : (
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-300"
          style={{ width: `${percent}%` }}
        />
      )}
    </div>
  );
}
