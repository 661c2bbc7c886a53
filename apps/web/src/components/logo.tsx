import { useId } from 'react';

/** The mark: a disc slides before a light and leaves a crescent. */
export function Mark({ className }: { className?: string | undefined }) {
  const maskId = useId();
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true" focusable="false">
      <mask id={maskId}>
        <rect width="32" height="32" fill="white" />
        <circle cx="14" cy="17.8" r="13" fill="black" />
      </mask>
      <circle cx="17.4" cy="14.8" r="13.2" className="fill-accent" mask={`url(#${maskId})`} />
      <circle cx="14" cy="17.8" r="11.6" className="fill-disc" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5">
      <Mark className="size-6" />
      <span className="font-semibold text-[0.9375rem] tracking-tight">Umbra</span>
    </span>
  );
}
