import type { ReactNode } from 'react';
import { classNames } from './class-names';

interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** `h1` where it is all the page has to say. */
  readonly heading?: 'h1' | 'h2';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string | undefined;
}

/** Nothing is here yet: says so and what to do next. */
export function EmptyState({
  icon,
  title,
  heading: Heading = 'h2',
  children,
  actions,
  className,
}: EmptyStateProps) {
  return (
    <div
      className={classNames(
        'flex flex-col items-center rounded-card border border-line-strong border-dashed px-6 py-10 sm:py-16 text-center',
        className,
      )}
    >
      <div className="mb-4 text-faint [&_svg]:size-8 [&_svg]:stroke-[1.25]">{icon}</div>
      <Heading className="font-semibold text-[0.9375rem]">{title}</Heading>
      <div className="mt-1 max-w-md text-muted text-pretty">{children}</div>
      {actions !== undefined && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
