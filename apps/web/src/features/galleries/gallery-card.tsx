'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { type Gallery, type Model, umbra } from '../../api/client';
import { Picture } from '../../components/picture';
import { Badge } from '../../components/ui/badge';
import { Progress } from '../../components/ui/progress';
import { Skeleton } from '../../components/ui/skeleton';
import { formatQuantity, formatShare } from '../../format/numbers';
import { itemsQuery } from '../items/queries';
import { baselineName } from '../models/queries';
import { runQuery } from '../training/queries';
import { runActivity, runProgress } from '../training/run-text';
import { galleryAddress } from './gallery-address';
import { variedItems } from './varied-items';

interface GalleryCardProps {
  readonly gallery: Gallery;
  /** The model that serves it; undefined while the models are being read. */
  readonly model: Model | undefined;
}

export function GalleryCard({ gallery, model }: GalleryCardProps) {
  return (
    <article className="group relative flex flex-col overflow-hidden rounded-card border bg-surface transition-colors focus-within:border-line-strong hover:border-line-strong">
      <Collage gallery={gallery} />
      <div className="flex flex-1 flex-col p-4">
        <h2 className="truncate font-semibold text-[0.9375rem]">
          <Link
            href={galleryAddress(gallery.name)}
            prefetch={false}
            className="outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {gallery.name}
          </Link>
        </h2>
        <p className="mt-0.5 text-muted">
          {formatQuantity(gallery.itemCount, 'picture')}
          <span className="mx-1.5 text-faint">·</span>
          {formatQuantity(gallery.labelCount, 'label')}
        </p>
        <div className="mt-3 flex min-h-5 flex-wrap gap-1.5">
          <ServingBadge gallery={gallery} model={model} />
        </div>
        {gallery.activeRun !== null && <ActiveRun id={gallery.activeRun} />}
        {gallery.activeRun === null && gallery.index.state === 'building' && (
          <p className="mt-3 text-muted text-xs">The index is being built.</p>
        )}
      </div>
    </article>
  );
}

function ServingBadge({ gallery, model }: GalleryCardProps) {
  if (gallery.model.kind === 'baseline-pixels')
    return <Badge>{baselineName}, not trained yet</Badge>;
  const recall = model?.metrics?.recallAt1;
  return (
    <>
      <Badge tone="good">Trained</Badge>
      {typeof recall === 'number' && <Badge tone="outline">Recall@1 {formatShare(recall)}</Badge>}
    </>
  );
}

function ActiveRun({ id }: { id: string }) {
  const { data: run } = useQuery(runQuery(id, { live: true }));
  const progress = run === undefined ? null : runProgress(run);
  return (
    <div className="mt-3">
      <div className="mb-1.5 flex justify-between gap-3 text-xs">
        <span className="truncate text-accent-ink">
          {run === undefined ? 'Training' : runActivity(run)}
        </span>
        <span className="whitespace-nowrap text-faint">{progress?.timeLeft}</span>
      </div>
      <Progress label="Training" value={progress?.fraction ?? null} />
    </div>
  );
}

const collageSize = 10;

function Collage({ gallery }: { gallery: Gallery }) {
  const empty = gallery.itemCount === 0;
  const { data } = useInfiniteQuery({
    ...itemsQuery(gallery.name, { label: null }),
    enabled: !empty,
  });
  const items =
    data === undefined ? undefined : variedItems(data.pages[0]?.items ?? [], collageSize);
  if (empty) {
    return (
      <div className="flex aspect-[5/2] items-center justify-center border-b bg-sunken text-faint text-xs">
        No pictures yet
      </div>
    );
  }
  return (
    <div
      className="grid aspect-[5/2] grid-cols-5 grid-rows-2 gap-px border-b bg-line"
      aria-hidden="true"
    >
      {items === undefined
        ? Array.from({ length: collageSize }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the places never change
            <Skeleton key={index} className="rounded-none" />
          ))
        : Array.from({ length: collageSize }, (_, index) => {
            const item = items[index];
            return item === undefined ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the places never change
              <span key={index} className="bg-sunken" />
            ) : (
              <Picture
                key={item.id}
                src={umbra.items.imageUrl({ gallery: gallery.name, item: item.id, size: 192 })}
                alt=""
                className="size-full min-h-0"
              />
            );
          })}
    </div>
  );
}
