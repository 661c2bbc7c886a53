'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Images } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Gallery } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { useQueryParams } from '../../components/query-params';
import { Button } from '../../components/ui/button';
import { EmptyState } from '../../components/ui/empty-state';
import { formatCount, formatQuantity } from '../../format/numbers';
import { useMay } from '../session/queries';
import { AddPicturesDialog } from '../uploads/add-pictures-dialog';
import { DropArea } from '../uploads/drop-area';
import type { DroppedPicture } from '../uploads/dropped-pictures';
import { usePictureInputs } from '../uploads/picture-inputs';
import { UploadButton } from '../uploads/upload-button';
import { ItemDialog } from './item-dialog';
import { GridSkeleton, ItemGrid } from './item-grid';
import { LabelFilter } from './label-filter';
import { itemsQuery, labelsQuery, useRefreshGallery } from './queries';

export function ItemsTab({ gallery }: { gallery: Gallery }) {
  const { params, set } = useQueryParams();
  const label = params.get('label');
  const opened = params.get('item');
  const mayWrite = useMay('write');
  const [dropped, setDropped] = useState<readonly DroppedPicture[] | null>(null);
  const list = useInfiniteQuery(itemsQuery(gallery.name, { label }));
  const labels = useQuery(labelsQuery(gallery.name));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total;
  useFollowCount(gallery, label === null ? total : undefined);

  const choice = usePictureInputs(setDropped);

  const upload = mayWrite && (
    <UploadButton onFiles={choice.chooseFiles} onFolder={choice.chooseFolder} />
  );
  return (
    <DropArea disabled={!mayWrite} onPictures={setDropped}>
      {list.isError && <ProblemNote error={list.error} onRetry={() => list.refetch()} />}
      {total === 0 && label === null ? (
        <EmptyState icon={<Images />} title="No pictures yet" actions={upload}>
          {mayWrite
            ? 'Drop pictures here, or a folder whose sub-folders are labels. They can be searched at once.'
            : 'This key may look and search, but not add pictures.'}
        </EmptyState>
      ) : (
        <div className="lg:grid lg:grid-cols-[13rem_1fr] lg:gap-6">
          <LabelFilter
            total={gallery.itemCount}
            labels={labels.data}
            value={label}
            onChange={(next) => set({ label: next, item: null })}
          />
          <div className="min-w-0">
            <div className="mb-3 flex min-h-9 items-center justify-between gap-4">
              <h2 className="truncate text-muted">
                {total !== undefined && formatQuantity(total, 'picture')}
                {label !== null && (
                  <>
                    {' labelled '}
                    <span className="font-medium text-ink">{label}</span>
                  </>
                )}
              </h2>
              {upload}
            </div>
            {list.isPending ? (
              <GridSkeleton />
            ) : (
              <ItemGrid
                gallery={gallery.name}
                items={items}
                onOpen={(item) => set({ item })}
                onSearch={(item) => set({ tab: 'search', like: item, example: null, item: null })}
                more={list}
              />
            )}
            {total === 0 && label !== null && (
              <p className="py-16 text-center text-muted">
                No picture is labelled “{label}”.{' '}
                <Button size="small" className="ml-2" onClick={() => set({ label: null })}>
                  Show all {formatCount(gallery.itemCount)}
                </Button>
              </p>
            )}
          </div>
        </div>
      )}
      {mayWrite && choice.inputs}
      <AddPicturesDialog
        gallery={gallery.name}
        pictures={dropped}
        suggestion={label}
        onClose={() => setDropped(null)}
      />
      <ItemDialog
        gallery={gallery.name}
        id={opened}
        order={items.map((item) => item.id)}
        onMove={(item) => set({ item }, 'replace')}
        onClose={() => set({ item: null }, 'replace')}
        onSearch={(item) => set({ tab: 'search', like: item, example: null, item: null })}
      />
    </DropArea>
  );
}

/**
 * Pictures that others add, the sample or another client, show up when the gallery's count moves.
 */
function useFollowCount(gallery: Gallery, shown: number | undefined) {
  const refresh = useRefreshGallery();
  const { name, itemCount } = gallery;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a count that moved matters
  useEffect(() => {
    if (shown !== undefined && shown !== itemCount) void refresh(name);
  }, [itemCount]);
}
