'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRef } from 'react';
import { type Gallery, type Model, umbra } from '../../api/client';
import { useInView } from '../../components/in-view';
import { Picture } from '../../components/picture';
import { Badge } from '../../components/ui/badge';
import { classNames } from '../../components/ui/class-names';
import { Progress } from '../../components/ui/progress';
import { Skeleton } from '../../components/ui/skeleton';
import { formatQuantity, formatShare } from '../../format/numbers';
import { runQuery } from '../training/queries';
import { runActivity, runProgress } from '../training/run-text';
import { coverQuery, coverSize } from './cover';
import { galleryAddress } from './gallery-address';

interface GalleryCardProps {
  readonly gallery: Gallery;
  /** The model that serves it; undefined while the models are being read. */
  readonly model: Model | undefined;
}

export function GalleryCard({ gallery, model }: GalleryCardProps) {
  return (
    <article className="group relative flex flex-col overflow-hidden rounded-card border bg-surface transition-colors focus-within:border-line-strong hover:border-line-strong">
      <Cover gallery={gallery} />
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
    return <Badge>{gallery.model.name}, not trained yet</Badge>;
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

/** Some of its pictures: asked for when the card comes into view. */
function Cover({ gallery }: { gallery: Gallery }) {
  const frame = useRef<HTMLDivElement>(null);
  const seen = useInView(frame);
  const empty = gallery.itemCount === 0;
  const { data: items } = useQuery({ ...coverQuery(gallery.name), enabled: seen && !empty });
  const places = Array.from({ length: coverSize }, (_, index) => items?.[index]);
  return (
    <div
      ref={frame}
      aria-hidden="true"
      className={classNames(
        'grid aspect-[5/2] border-b',
        empty
          ? 'place-items-center bg-sunken text-faint text-xs'
          : 'grid-cols-5 grid-rows-2 gap-px bg-line',
      )}
    >
      {empty && 'No pictures yet'}
      {!empty &&
        places.map((item, index) =>
          item === undefined ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has nothing else
            <CoverPlace key={index} waiting={items === undefined} />
          ) : (
            <Picture
              key={item.id}
              src={umbra.items.imageUrl({ gallery: gallery.name, item: item.id, size: 192 })}
              alt=""
              className="size-full min-h-0"
            />
          ),
        )}
    </div>
  );
}

function CoverPlace({ waiting }: { waiting: boolean }) {
  return waiting ? <Skeleton className="rounded-none" /> : <span className="bg-sunken" />;
}
