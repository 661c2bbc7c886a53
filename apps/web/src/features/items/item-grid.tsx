'use client';

import { ScanSearch } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type Item, umbra } from '../../api/client';
import { Picture } from '../../components/picture';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { IconButton } from '../../components/ui/icon-button';
import { Skeleton } from '../../components/ui/skeleton';
import { itemName } from './item-name';

const gridClasses =
  'grid grid-cols-[repeat(auto-fill,minmax(6.25rem,1fr))] gap-x-2.5 gap-y-3 sm:grid-cols-[repeat(auto-fill,minmax(7.75rem,1fr))] sm:gap-x-3 sm:gap-y-4';
const thumbnailSize = 256;

interface MoreItems {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: unknown;
  readonly fetchNextPage: () => unknown;
}

interface ItemGridProps {
  readonly gallery: string;
  readonly items: readonly Item[];
  readonly onOpen: (id: string) => void;
  readonly onSearch: (id: string) => void;
  readonly more: MoreItems;
}

export function ItemGrid({ gallery, items, onOpen, onSearch, more }: ItemGridProps) {
  return (
    <>
      <ul className={gridClasses}>
        {items.map((item) => (
          <li key={item.id} className="group relative min-w-0 [contain-intrinsic-size:8rem_10rem]">
            <button
              type="button"
              onClick={() => onOpen(item.id)}
              className="block w-full rounded-card"
            >
              <Picture
                src={umbra.items.imageUrl({ gallery, item: item.id, size: thumbnailSize })}
                alt={itemName(item)}
                className="aspect-square w-full rounded-card border transition-[border-color] group-hover:border-control"
              />
            </button>
            {/* The picture's own name says the same. */}
            <p aria-hidden="true" className="mt-1.5 truncate text-[0.8125rem]">
              {item.label ?? <span className="text-faint">No label</span>}
            </p>
            <IconButton
              label={`Search like this ${item.label ?? 'picture'}`}
              onClick={() => onSearch(item.id)}
              className="absolute top-1.5 right-1.5 size-8 bg-surface/90 opacity-0 shadow-sm transition-opacity hover:bg-surface focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:hidden"
            >
              <ScanSearch />
            </IconButton>
          </li>
        ))}
      </ul>
      <MorePages more={more} />
    </>
  );
}

/** Loads the next page when its place comes near, and by a button for those who do not scroll. */
function MorePages({ more }: { more: MoreItems }) {
  const place = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = more;
  useEffect(() => {
    const element = place.current;
    if (element === null || !hasNextPage || isFetchingNextPage || isFetchNextPageError) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && fetchNextPage(),
      { rootMargin: '800px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={place} className="mt-6 flex justify-center">
      {isFetchNextPageError ? (
        <ProblemNote error={more.error} onRetry={() => fetchNextPage()} className="w-full" />
      ) : (
        <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {isFetchingNextPage ? 'Loading more…' : 'Load more'}
        </Button>
      )}
    </div>
  );
}

export function GridSkeleton({ count = 24 }: { count?: number }) {
  return (
    <div className={gridClasses}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places never change
        <Skeleton key={index} className="aspect-square rounded-card" />
      ))}
    </div>
  );
}
