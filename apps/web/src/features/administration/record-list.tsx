import type { ReactNode } from 'react';
import { ProblemNote } from '../../components/problem-note';
import { type More, ShowMore } from '../../components/show-more';
import { Skeleton } from '../../components/ui/skeleton';

interface RecordListProps<T extends { readonly id: string }> {
  readonly label: string;
  readonly pages: readonly { readonly items: readonly T[] }[] | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly more: More;
  /** Stands where there is none. */
  readonly empty: string;
  readonly children: (record: T) => ReactNode;
}

/** Records below one another, page after page. */
export function RecordList<T extends { readonly id: string }>(props: RecordListProps<T>) {
  const { label, pages, error, onRetry, more, empty, children } = props;
  if (pages === undefined) {
    if (error !== null) return <ProblemNote error={error} onRetry={onRetry} />;
    return <Skeleton className="h-48 rounded-card" />;
  }
  const records = pages.flatMap((page) => page.items);
  if (records.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <>
      <ul aria-label={label} className="divide-y overflow-hidden rounded-card border bg-surface">
        {records.map((record) => (
          <li key={record.id} className="px-4 py-3 sm:px-5">
            {children(record)}
          </li>
        ))}
      </ul>
      <ShowMore more={more}>Show more</ShowMore>
    </>
  );
}
