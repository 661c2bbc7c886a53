'use client';

import { useQuery } from '@tanstack/react-query';
import { umbra } from '../../api/client';
import { Picture } from '../../components/picture';
import { ProblemNote } from '../../components/problem-note';
import { classNames } from '../../components/ui/class-names';
import { Skeleton } from '../../components/ui/skeleton';
import { examplesQuery } from './queries';

interface ExampleStripProps {
  readonly gallery: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/**
 * Pictures that no model and no index has seen, to try a search with: a row on a phone, a grid
 * beside the answer.
 */
export function ExampleStrip({ gallery, chosen, onChoose }: ExampleStripProps) {
  const examples = useQuery(examplesQuery(gallery));
  return (
    <section aria-labelledby="examples-title">
      <h2 id="examples-title" className="font-medium text-[0.8125rem]">
        Held-back pictures
      </h2>
      <p className="mb-2 text-[0.8125rem] text-faint text-pretty">
        Never filed or trained on. Click one to search by it.
      </p>
      {examples.isError && (
        <ProblemNote error={examples.error} onRetry={() => examples.refetch()} />
      )}
      {examples.isPending && <Skeleton className="h-32" />}
      <ul className="flex gap-2 overflow-x-auto p-0.5 pb-2 lg:grid lg:grid-cols-4 lg:overflow-visible">
        {examples.data?.map((example) => (
          <li key={example.id} className="w-16 shrink-0 lg:w-auto">
            <button
              type="button"
              aria-pressed={example.id === chosen}
              aria-label={`Search by this ${example.label ?? 'picture'}`}
              title={example.label ?? undefined}
              onClick={() => onChoose(example.id)}
              className={classNames(
                'block w-full overflow-hidden rounded-control border-2 transition-colors',
                example.id === chosen ? 'border-accent' : 'border-transparent hover:border-control',
              )}
            >
              <Picture
                src={umbra.examples.imageUrl({ gallery, example: example.id, size: 128 })}
                alt=""
                className="aspect-square w-full"
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
