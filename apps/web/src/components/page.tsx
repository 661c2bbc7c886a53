import type { ReactNode } from 'react';
import { classNames } from './ui/class-names';
import { Skeleton } from './ui/skeleton';

interface PageProps {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}

/** The width and the margins that all pages of the console share. */
export function Page({ children, className }: PageProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={classNames(
        'mx-auto max-w-[88rem] px-4 pt-6 pb-24 outline-none sm:px-6',
        className,
      )}
    >
      {children}
    </main>
  );
}

export function PageSkeleton() {
  return (
    <Page>
      <Skeleton className="h-7 w-48" />
      <div className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} className="h-64 rounded-card" />
        ))}
      </div>
    </Page>
  );
}
