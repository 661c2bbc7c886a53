'use client';

import { type ReactNode, useRef } from 'react';
import { type DroppedPicture, droppedPictures } from './dropped-pictures';

interface PictureInputs {
  /** Must stay in the page: a choice made for a field that is gone by then is lost. */
  readonly inputs: ReactNode;
  readonly chooseFiles: () => void;
  readonly chooseFolder: () => void;
}

/** The browser's own dialogs for files, and for a folder whose sub-folders are labels. */
export function usePictureInputs(onPictures: (pictures: DroppedPicture[]) => void): PictureInputs {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const pictures = droppedPictures([...(input.files ?? [])]);
    // The same choice must be possible again.
    input.value = '';
    if (pictures.length > 0) onPictures(pictures);
  };
  const shared = {
    type: 'file',
    multiple: true,
    hidden: true,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => take(event.currentTarget),
  };
  return {
    inputs: (
      <>
        <input {...shared} ref={files} accept="image/*" aria-label="Pictures to add" />
        <input
          {...shared}
          ref={folder}
          aria-label="Folder of pictures to add"
          {...{ webkitdirectory: '' }}
        />
      </>
    ),
    chooseFiles: () => files.current?.click(),
    chooseFolder: () => folder.current?.click(),
  };
}
