import { classNames } from './class-names';

/** Holds the place of what is being loaded; silent for screen readers. */
export function Skeleton({ className }: { className?: string | undefined }) {
  return (
    <div
      aria-hidden="true"
      className={classNames('relative overflow-hidden rounded-control bg-sunken', className)}
    >
      <div className="absolute inset-y-0 w-1/3 animate-sweep bg-linear-to-r from-transparent via-surface/60 to-transparent" />
    </div>
  );
}
