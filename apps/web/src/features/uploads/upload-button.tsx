'use client';

import { FolderUp, ImagePlus, Upload } from 'lucide-react';
import { Button } from '../../components/ui/button';
import { Menu, MenuItem } from '../../components/ui/menu';

interface UploadButtonProps {
  readonly onFiles: () => void;
  readonly onFolder: () => void;
}

/** The way to add pictures without dragging. */
export function UploadButton({ onFiles, onFolder }: UploadButtonProps) {
  return (
    <Menu
      trigger={
        <Button variant="primary">
          <Upload aria-hidden="true" />
          Add pictures
        </Button>
      }
    >
      <MenuItem onSelect={onFiles}>
        <ImagePlus aria-hidden="true" />
        Choose files…
      </MenuItem>
      <MenuItem onSelect={onFolder}>
        <FolderUp aria-hidden="true" />
        Choose a folder…
      </MenuItem>
    </Menu>
  );
}
