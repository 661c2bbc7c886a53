'use client';

import { Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDropzone } from 'react-dropzone';
import { type DroppedPicture, droppedPictures } from './dropped-pictures';

interface DropAreaProps {
  readonly children: ReactNode;
  readonly disabled: boolean;
  readonly onPictures: (pictures: DroppedPicture[]) => void;
}

/**
 * Takes files and folders that are dropped anywhere on what it holds. Clicks and keys are not its
 * business.
 */
export function DropArea({ children, disabled, onPictures }: DropAreaProps) {
  const { getRootProps, isDragActive } = useDropzone({
    noClick: true,
    noKeyboard: true,
    disabled,
    onDropAccepted: (files) => onPictures(droppedPictures(files)),
  });
  return (
    <div {...getRootProps({ role: undefined, tabIndex: undefined })} className="relative min-h-96">
      {children}
      {isDragActive && (
        <div className="pointer-events-none absolute -inset-2 z-20 flex items-start justify-center rounded-card border-2 border-accent border-dashed bg-canvas/85 pt-32">
          <p className="flex items-center gap-2 font-medium text-base">
            <Upload className="size-5 text-accent" aria-hidden="true" />
            Drop pictures or folders to add them
          </p>
        </div>
      )}
    </div>
  );
}
