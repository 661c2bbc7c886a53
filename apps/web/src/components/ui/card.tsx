import type { ReactNode } from 'react';
import { classNames } from './class-names';

interface CardProps {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

export function Card({ children, className }: CardProps) {
  return <div className={classNames('rounded-card border bg-surface', className)}>{children}</div>;
}

interface SectionProps {
  readonly children?: ReactNode;
  readonly className?: string | undefined;
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
}

/** A titled card: heading and its actions on one line, content below. */
export function Section({ title, description, actions, children, className }: SectionProps) {
  return (
    <section className={classNames('rounded-card border bg-surface', className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
        <div>
          <h2 className="font-semibold text-[0.9375rem]">{title}</h2>
          {description !== undefined && (
            <p className="mt-0.5 max-w-prose text-muted text-pretty">{description}</p>
          )}
        </div>
        {actions}
      </div>
      <div className={children === undefined ? 'pt-4 sm:pt-5' : 'p-4 sm:p-5'}>{children}</div>
    </section>
  );
}
