'use client';

import { useQuery } from '@tanstack/react-query';
import type { Gallery } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/ui/skeleton';
import { CalibrationSection } from '../calibration/calibration-section';
import { ModelCard } from './model-card';
import { modelsOfGallery, modelsQuery } from './queries';

export function ModelsTab({ gallery }: { gallery: Gallery }) {
  const models = useQuery(modelsQuery);
  if (models.isError) {
    return <ProblemNote error={models.error} onRetry={() => models.refetch()} />;
  }
  if (models.data === undefined) return <Skeleton className="h-64 rounded-card" />;
  const own = modelsOfGallery(models.data.items, gallery);
  return (
    <>
      <p className="mb-4 max-w-prose text-muted text-pretty">
        Every training makes a new version; one of them serves. Promoting another embeds all
        pictures again beside the live index, so searches never stop.
      </p>
      <ul className="space-y-3">
        {own.map((model) => (
          <ModelCard key={model.id} model={model} gallery={gallery} />
        ))}
      </ul>
      <div className="mt-6">
        <CalibrationSection gallery={gallery} />
      </div>
    </>
  );
}
