'use client';

import { ImageUp, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { umbra } from '../../api/client';
import { Picture } from '../../components/picture';
import { Button } from '../../components/ui/button';
import { IconButton } from '../../components/ui/icon-button';
import type { SearchSubject } from './queries';

interface QueryPictureProps {
  readonly gallery: string;
  readonly subject: SearchSubject | null;
  readonly label: string | null;
  readonly onChoose: () => void;
  readonly onClear: () => void;
}

const previewSize = 512;
const origins = {
  item: 'A picture of this gallery',
  example: 'A held-back picture',
  file: 'Your picture',
} as const;

/** What is searched for, or the place to put it. */
export function QueryPicture({ gallery, subject, label, onChoose, onClear }: QueryPictureProps) {
  const address = useSubjectAddress(gallery, subject);
  if (subject === null) return <ChoosePicture onChoose={onChoose} />;
  return (
    <figure className="flex items-center gap-4 lg:block">
      <div className="relative w-32 shrink-0 lg:w-auto">
        {address !== null && (
          <Picture
            src={address}
            alt="What is searched for"
            fit="contain"
            eager
            className="aspect-square w-full rounded-card border-2 border-accent"
          />
        )}
      </div>
      <figcaption className="min-w-0 flex-1 lg:mt-2.5">
        <p className="truncate font-medium">
          {subject.kind === 'file' ? subject.file.name : (label ?? 'No label')}
        </p>
        <p className="text-[0.8125rem] text-faint">{origins[subject.kind]}</p>
        <div className="mt-2.5 flex gap-1.5">
          <Button size="small" onClick={onChoose}>
            <ImageUp aria-hidden="true" />
            Another picture
          </Button>
          <IconButton label="Clear the search" className="size-8" onClick={onClear}>
            <X />
          </IconButton>
        </div>
      </figcaption>
    </figure>
  );
}

function ChoosePicture({ onChoose }: { onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full flex-col items-center justify-center rounded-card border border-control border-dashed bg-surface px-4 py-8 text-center transition-colors hover:border-accent hover:bg-sunken lg:aspect-square"
    >
      <ImageUp className="mb-3 size-8 stroke-[1.25] text-faint" aria-hidden="true" />
      <span className="font-medium">Choose a picture</span>
      <span className="mt-0.5 text-[0.8125rem] text-muted">or drop it, or paste it</span>
    </button>
  );
}

function useSubjectAddress(gallery: string, subject: SearchSubject | null): string | null {
  const own = useObjectAddress(subject?.kind === 'file' ? subject.file : null);
  if (subject === null) return null;
  if (subject.kind === 'file') return own;
  const { id } = subject;
  return subject.kind === 'item'
    ? umbra.items.imageUrl({ gallery, item: id, size: previewSize })
    : umbra.examples.imageUrl({ gallery, example: id, size: previewSize });
}

/** An address for a file in memory, given back when it is no longer shown. */
function useObjectAddress(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (file === null) return;
    const next = URL.createObjectURL(file);
    setAddress(next);
    return () => {
      setAddress(null);
      URL.revokeObjectURL(next);
    };
  }, [file]);
  return address;
}
