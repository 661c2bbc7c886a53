import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { umbra } from '../../api/client';
import { spread } from '../items/varied';

/** What is searched for: a picture of the gallery, a held-back example, or a file of one's own. */
export type SearchSubject =
  | { readonly kind: 'item'; readonly id: string }
  | { readonly kind: 'example'; readonly id: string }
  | { readonly kind: 'file'; readonly file: File; readonly serial: number };

export const hitLimits = [6, 12, 24, 48, 96] as const;
export const hitLimitDefault = 12;

interface SearchOptions {
  readonly subject: SearchSubject;
  readonly limit: number;
  /** The model that serves: when another one takes over, the answer is asked for again. */
  readonly model: string;
}

export function searchQuery(gallery: string, { subject, limit, model }: SearchOptions) {
  const key = subject.kind === 'file' ? subject.serial : subject.id;
  return queryOptions({
    queryKey: ['search', gallery, subject.kind, key, limit, model],
    queryFn: async ({ signal }) => {
      if (subject.kind === 'item')
        return umbra.search({ gallery, item: subject.id, limit, signal });
      const image =
        subject.kind === 'file'
          ? subject.file
          : await umbra.examples.image({ gallery, example: subject.id, signal });
      return umbra.search({ gallery, image, limit, signal });
    },
    placeholderData: keepPreviousData,
  });
}

const examplesRead = 200;
const examplesShown = 24;

/**
 * Held-back pictures to try: not the first ones, which often show the same, but some from all of
 * the list.
 */
export function examplesQuery(gallery: string) {
  return queryOptions({
    queryKey: ['examples', gallery],
    queryFn: async ({ signal }) => {
      const { items } = await umbra.examples.list({ gallery, limit: examplesRead, signal });
      return spread(items, examplesShown);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
