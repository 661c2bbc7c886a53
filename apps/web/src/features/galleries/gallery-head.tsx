'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import type { Gallery } from '../../api/client';
import { Badge } from '../../components/ui/badge';
import { Progress } from '../../components/ui/progress';
import { formatQuantity } from '../../format/numbers';
import { runQuery } from '../training/queries';
import { runActivity, runProgress } from '../training/run-text';
import { type GalleryTab, galleryAddress } from './gallery-address';

export function GalleryHead({ gallery, tab }: { gallery: Gallery; tab: GalleryTab }) {
  const trained = gallery.model.kind === 'trained';
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <nav aria-label="Breadcrumb">
            <Link href="/" className="rounded text-muted hover:text-ink hover:underline">
              Galleries
            </Link>
            <span className="ml-2 text-faint" aria-hidden="true">
              /
            </span>
          </nav>
          <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">
            {gallery.name}
          </h1>
        </div>
        {gallery.description !== null && (
          <p className="mt-0.5 max-w-prose text-muted text-pretty">{gallery.description}</p>
        )}
        <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-muted">
          {formatQuantity(gallery.itemCount, 'picture')}
          <span className="text-faint">·</span>
          {formatQuantity(gallery.labelCount, 'label')}
          <span className="text-faint">·</span>
          <Badge tone={trained ? 'good' : 'neutral'}>Served by {gallery.model.name}</Badge>
        </p>
      </div>
      {gallery.activeRun !== null && tab !== 'training' && (
        <ActiveRun gallery={gallery} run={gallery.activeRun} />
      )}
    </header>
  );
}

/** What trains now, on the tabs that do not show it anyway. */
function ActiveRun({ gallery, run: id }: { gallery: Gallery; run: string }) {
  const { data: run } = useQuery(runQuery(id, { live: true }));
  const progress = run === undefined ? null : runProgress(run);
  return (
    <Link
      href={galleryAddress(gallery.name, 'training')}
      prefetch={false}
      className="block w-full rounded-card border bg-surface px-4 py-2.5 transition-colors hover:border-line-strong sm:w-80"
    >
      <span className="mb-1.5 flex justify-between gap-3 text-[0.8125rem]">
        <span className="truncate text-accent-ink">
          {run === undefined ? 'Training' : runActivity(run)}
        </span>
        <span className="whitespace-nowrap text-faint">{progress?.timeLeft}</span>
      </span>
      <Progress label="Training" value={progress?.fraction ?? null} />
    </Link>
  );
}
