'use client';

import { useQuery } from '@tanstack/react-query';
import { ImageUp, ScanSearch } from 'lucide-react';
import { useEffect } from 'react';
import { useDropzone } from 'react-dropzone';
import type { Gallery } from '../../api/client';
import { useQueryParams } from '../../components/query-params';
import { EmptyState } from '../../components/ui/empty-state';
import { itemQuery } from '../items/queries';
import { ExampleStrip } from './example-strip';
import { examplesQuery, hitLimitDefault, hitLimits, type SearchSubject } from './queries';
import { QueryPicture } from './query-picture';
import { SearchAnswer } from './search-answer';

export interface OwnPicture {
  readonly file: File;
  /** Tells two pictures apart that have the same name. */
  readonly serial: number;
}

interface SearchTabProps {
  readonly gallery: Gallery;
  /**
   * A file cannot stand in the address: the page keeps it, so that it survives a look at another
   * tab.
   */
  readonly own: OwnPicture | null;
  readonly onOwn: (file: File | null) => void;
}

export function SearchTab({ gallery, own, onOwn }: SearchTabProps) {
  const { params, set } = useQueryParams();
  const subject = subjectOf(params, own);
  const limit = hitLimits.find((size) => String(size) === params.get('limit')) ?? hitLimitDefault;
  const expected = useExpectedLabel(gallery, subject);

  const searchFile = (file: File | undefined) => {
    if (file === undefined) return;
    onOwn(file);
    set({ like: null, example: null });
  };
  const searchItem = (id: string) => {
    onOwn(null);
    set({ like: id, example: null });
    window.scrollTo({ top: 0, behavior: 'smooth' });
  };
  const searchExample = (id: string) => {
    onOwn(null);
    set({ example: id, like: null });
  };
  usePastedPicture(searchFile);
  const drop = useDropzone({
    noClick: true,
    noKeyboard: true,
    multiple: false,
    onDrop: (files) => searchFile(files[0]),
  });

  return (
    <div
      {...drop.getRootProps({ role: undefined, tabIndex: undefined })}
      className="relative gap-8 lg:grid lg:grid-cols-[17rem_minmax(0,1fr)]"
    >
      <input {...drop.getInputProps({ accept: 'image/*', 'aria-label': 'Picture to search by' })} />
      <aside className="space-y-5 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto lg:p-0.5">
        <QueryPicture
          gallery={gallery.name}
          subject={subject}
          label={expected}
          onChoose={drop.open}
          onClear={() => {
            onOwn(null);
            set({ like: null, example: null });
          }}
        />
        {gallery.exampleCount > 0 && (
          <ExampleStrip
            gallery={gallery.name}
            chosen={subject?.kind === 'example' ? subject.id : null}
            onChoose={searchExample}
          />
        )}
      </aside>
      <section aria-label="Answer" className="mt-6 min-w-0 lg:mt-0">
        {subject === null ? (
          <EmptyState icon={<ScanSearch />} title="What is it most like?">
            {gallery.itemCount === 0
              ? 'This gallery has no pictures to compare with yet. Add some first.'
              : startingText(gallery)}
          </EmptyState>
        ) : (
          <SearchAnswer
            gallery={gallery}
            subject={subject}
            limit={limit}
            expected={expected}
            onLimit={(next) =>
              set({ limit: next === hitLimitDefault ? null : String(next) }, 'replace')
            }
            onSearch={searchItem}
          />
        )}
      </section>
      {drop.isDragActive && (
        <div className="pointer-events-none absolute -inset-2 z-20 flex items-start justify-center rounded-card border-2 border-accent border-dashed bg-canvas/85 pt-32">
          <p className="flex items-center gap-2 font-medium text-base">
            <ImageUp className="size-5 text-accent" aria-hidden="true" />
            Drop a picture to search by it
          </p>
        </div>
      )}
    </div>
  );
}

function startingText(gallery: Gallery): string {
  return gallery.exampleCount > 0
    ? 'Drop or paste a picture, or click one that was held back from this gallery. The most alike appear here.'
    : 'Drop or paste a picture. The most alike of this gallery appear here.';
}

function subjectOf(params: URLSearchParams, own: OwnPicture | null): SearchSubject | null {
  if (own !== null) return { kind: 'file', ...own };
  const like = params.get('like');
  if (like !== null) return { kind: 'item', id: like };
  const example = params.get('example');
  return example === null ? null : { kind: 'example', id: example };
}

/** The label of what is searched for, where it is known: hits can be checked against it. */
function useExpectedLabel(gallery: Gallery, subject: SearchSubject | null): string | null {
  const item = useQuery({
    ...itemQuery(gallery.name, subject?.kind === 'item' ? subject.id : ''),
    enabled: subject?.kind === 'item',
  });
  const examples = useQuery({
    ...examplesQuery(gallery.name),
    enabled: gallery.exampleCount > 0,
  });
  if (subject?.kind === 'item') return item.data?.label ?? null;
  if (subject?.kind !== 'example') return null;
  return examples.data?.find((example) => example.id === subject.id)?.label ?? null;
}

function usePastedPicture(onPicture: (file: File | undefined) => void) {
  useEffect(() => {
    const take = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find((candidate) =>
        candidate.type.startsWith('image/'),
      );
      if (file !== undefined) onPicture(file);
    };
    document.addEventListener('paste', take);
    return () => document.removeEventListener('paste', take);
  });
}
