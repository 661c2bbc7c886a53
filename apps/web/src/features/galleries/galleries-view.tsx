'use client';

import { useQuery } from '@tanstack/react-query';
import { Images, Plus } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../components/page';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { EmptyState } from '../../components/ui/empty-state';
import { Skeleton } from '../../components/ui/skeleton';
import { modelsQuery } from '../models/queries';
import { useMay } from '../session/queries';
import { GalleryCard } from './gallery-card';
import { NewGalleryDialog } from './new-gallery-dialog';
import { galleriesQuery, infoQuery, isSampleWorking } from './queries';
import { SampleProgress } from './sample-progress';

export function GalleriesView() {
  const [creating, setCreating] = useState(false);
  const mayWrite = useMay('write');
  const info = useQuery(infoQuery);
  const sampleWorking = isSampleWorking(info.data);
  const galleries = useQuery(galleriesQuery({ live: sampleWorking }));
  const trained =
    galleries.data?.items.some((gallery) => gallery.model.kind === 'trained') ?? false;
  const models = useQuery({ ...modelsQuery, enabled: trained });
  const modelById = new Map(models.data?.items.map((model) => [model.id, model]));

  const newGallery = mayWrite && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden="true" />
      New gallery
    </Button>
  );
  const none = galleries.data?.items.length === 0;

  return (
    <Page>
      <div className="mb-5 flex min-h-9 items-center justify-between gap-4">
        <h1 className="font-semibold text-xl tracking-tight">Galleries</h1>
        {newGallery}
      </div>
      {info.data !== undefined && <SampleProgress sample={info.data.sample} />}
      {galleries.isPending && <CardsSkeleton />}
      {galleries.isError && (
        <ProblemNote error={galleries.error} onRetry={() => galleries.refetch()} />
      )}
      {none && !sampleWorking && (
        <EmptyState icon={<Images />} title="Make your first gallery" actions={newGallery}>
          A gallery holds the pictures that are searched. Drop pictures on it, and it answers
          searches right away.
        </EmptyState>
      )}
      {galleries.data !== undefined && !none && (
        <div className={cardGrid}>
          {galleries.data.items.map((gallery) => (
            <GalleryCard
              key={gallery.id}
              gallery={gallery}
              model={modelById.get(gallery.model.id)}
            />
          ))}
        </div>
      )}
      <NewGalleryDialog open={creating} onOpenChange={setCreating} />
    </Page>
  );
}

const cardGrid = 'grid gap-4 sm:grid-cols-2 lg:grid-cols-3';

function CardsSkeleton() {
  return (
    <div className={cardGrid}>
      {[0, 1, 2, 3].map((index) => (
        <Skeleton key={index} className="h-60 rounded-card" />
      ))}
    </div>
  );
}
