import type { ReactNode } from 'react';

/** Terms and what they are, in two quiet columns. */
export function DetailList({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-[0.8125rem]">{children}</dl>
  );
}

export function DetailRow({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="max-w-32 truncate text-faint">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
