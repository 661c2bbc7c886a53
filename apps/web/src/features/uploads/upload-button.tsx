'use client';

import { FolderUp, ImagePlus, Upload } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../components/ui/button';
import { Menu, MenuItem } from '../../components/ui/menu';
import { type DroppedPicture, droppedPictures } from './dropped-pictures';

interface UploadButtonProps {
  readonly onPictures: (pictures: DroppedPicture[]) => void;
}

/** The way to add pictures without dragging: files, or a folder whose sub-folders are labels. */
export function UploadButton({ onPictures }: UploadButtonProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    const pictures = droppedPictures([...(input.files ?? [])]);
    // The same choice must be possible again.
    input.value = '';
    if (pictures.length > 0) onPictures(pictures);
  };
  return (
    <>
      <Menu
        trigger={
          <Button variant="primary">
            <Upload aria-hidden="true" />
            Add pictures
          </Button>
        }
      >
        <MenuItem onSelect={() => files.current?.click()}>
          <ImagePlus aria-hidden="true" />
          Choose files…
        </MenuItem>
        <MenuItem onSelect={() => folder.current?.click()}>
          <FolderUp aria-hidden="true" />
          Choose a folder…
        </MenuItem>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept="image/*"
        aria-label="Pictures to add"
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder of pictures to add"
        {...{ webkitdirectory: '' }}
        onChange={(event) => take(event.currentTarget)}
      />
    </>
  );
}
