import type { ReactNode } from 'react';
import { classNames } from './class-names';

const tones = {
  neutral: 'bg-sunken text-muted',
  accent: 'bg-accent-soft text-accent-ink',
  good: 'bg-good-soft text-good',
  danger: 'bg-danger-soft text-danger',
  outline: 'border border-line-strong text-muted',
} as const;

export type BadgeTone = keyof typeof tones;

interface BadgeProps {
  readonly children: ReactNode;
  readonly tone?: BadgeTone | undefined;
  /** A dot that breathes: what it names is happening now. */
  readonly live?: boolean | undefined;
  readonly className?: string | undefined;
}

export function Badge({ children, tone = 'neutral', live = false, className }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1.5 whitespace-nowrap rounded-full px-2 font-medium text-2xs',
        tones[tone],
        className,
      )}
    >
      {live && <span className="size-1.5 animate-breathe rounded-full bg-current" />}
      {children}
    </span>
  );
}
