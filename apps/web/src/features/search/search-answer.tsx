'use client';

import { useQuery } from '@tanstack/react-query';
import type { Gallery, SearchResult } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { classNames } from '../../components/ui/class-names';
import { SelectField } from '../../components/ui/field';
import { Skeleton } from '../../components/ui/skeleton';
import { formatQuantity } from '../../format/numbers';
import { formatMilliseconds } from '../../format/time';
import { HitCard } from './hit-card';
import { hitLimits, type SearchSubject, searchQuery } from './queries';

interface SearchAnswerProps {
  readonly gallery: Gallery;
  readonly subject: SearchSubject;
  readonly limit: number;
  readonly expected: string | null;
  readonly onLimit: (limit: number) => void;
  readonly onSearch: (item: string) => void;
}

const hitGrid =
  'grid grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] gap-3';

export function SearchAnswer(props: SearchAnswerProps) {
  const { gallery, subject, limit } = props;
  const answer = useQuery(searchQuery(gallery.name, { subject, limit, model: gallery.model.id }));
  return (
    <>
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-muted" aria-live="polite">
          {answer.data !== undefined && !answer.isError && (
            <AnswerLine gallery={gallery} result={answer.data} />
          )}
        </p>
        <SelectField
          label="Show"
          value={limit}
          onChange={(event) => props.onLimit(Number(event.target.value))}
        >
          {hitLimits.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </SelectField>
      </div>
      {answer.isError && <ProblemNote error={answer.error} onRetry={() => answer.refetch()} />}
      {answer.isPending && (
        <div className={hitGrid}>
          {Array.from({ length: Math.min(limit, 12) }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the places never change
            <Skeleton key={index} className="h-60 rounded-card" />
          ))}
        </div>
      )}
      {answer.data !== undefined && !answer.isError && (
        <ol
          className={classNames(
            hitGrid,
            'transition-opacity',
            answer.isPlaceholderData && 'opacity-50',
          )}
        >
          {answer.data.hits.map((hit) => (
            <HitCard
              key={hit.item}
              gallery={gallery.name}
              hit={hit}
              expected={props.expected}
              onSearch={() => props.onSearch(hit.item)}
            />
          ))}
        </ol>
      )}
      {answer.data?.hits.length === 0 && (
        <p className="py-16 text-center text-muted">
          The gallery has no other picture to compare with.
        </p>
      )}
    </>
  );
}

function AnswerLine({ gallery, result }: { gallery: Gallery; result: SearchResult }) {
  const model = result.model === gallery.model.id ? gallery.model.name : result.model;
  const parts = [
    model,
    formatMilliseconds(result.tookMs),
    result.exact ? 'exact, every picture compared' : 'approximate index',
  ];
  return (
    <>
      <span className="font-medium text-ink">{formatQuantity(result.hits.length, 'hit')}</span>
      {parts.map((part) => (
        <span key={part}>
          <span className="mx-1.5 text-faint">·</span>
          {part}
        </span>
      ))}
    </>
  );
}
