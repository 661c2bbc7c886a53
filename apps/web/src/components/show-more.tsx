import { Button } from './ui/button';

export interface More {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** The next page of a list, where there is one. */
export function ShowMore({ more, children }: { more: More; children: string }) {
  if (!more.hasNextPage) return null;
  return (
    <Button
      size="small"
      className="mt-3"
      busy={more.isFetchingNextPage}
      onClick={() => more.fetchNextPage()}
    >
      {more.isFetchingNextPage ? 'Loading…' : children}
    </Button>
  );
}
