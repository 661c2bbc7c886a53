'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/ui/button';
import { Dialog, DialogActions, DialogBody } from '../../components/ui/dialog';
import { RadioCards } from '../../components/ui/radio-cards';
import { formatBytes, formatCount, formatQuantity } from '../../format/numbers';
import { infoQuery } from '../galleries/queries';
import { LabelField } from '../items/label-field';
import { type DroppedPicture, type LabelGroup, labelGroups } from './dropped-pictures';
import { useUploadQueue } from './upload-provider';

interface AddPicturesDialogProps {
  readonly gallery: string;
  /** What was dropped; null closes the dialog. */
  readonly pictures: readonly DroppedPicture[] | null;
  /** What loose pictures likely show: the label that is looked at. */
  readonly suggestion: string | null;
  readonly onClose: () => void;
}

/** Asks for the one thing that files do not say by themselves: what they show. */
export function AddPicturesDialog(props: AddPicturesDialogProps) {
  const { gallery, pictures, suggestion, onClose } = props;
  const count = pictures?.length ?? 0;
  const bytes = pictures?.reduce((sum, { file }) => sum + file.size, 0) ?? 0;
  return (
    <Dialog
      open={pictures !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Add ${formatQuantity(count, 'picture')}`}
      description={`${formatBytes(bytes)} to ${gallery}`}
    >
      {pictures !== null && (
        <AddPicturesForm
          gallery={gallery}
          pictures={pictures}
          suggestion={suggestion}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

type LabelSource = 'folders' | 'one';

interface AddPicturesFormProps {
  readonly gallery: string;
  readonly pictures: readonly DroppedPicture[];
  readonly suggestion: string | null;
  readonly onClose: () => void;
}

function AddPicturesForm({ gallery, pictures, suggestion, onClose }: AddPicturesFormProps) {
  const queue = useUploadQueue();
  const { data: info } = useQuery(infoQuery);
  const groups = labelGroups(pictures);
  const fromFolders = groups.some((group) => group.label !== null);
  const [source, setSource] = useState<LabelSource>(fromFolders ? 'folders' : 'one');
  const [label, setLabel] = useState(suggestion ?? '');

  const submit = () => {
    const one = label.trim() === '' ? null : label.trim();
    queue.add(
      pictures.map(({ file, folderLabel }) => ({
        file,
        gallery,
        label: source === 'folders' ? folderLabel : one,
      })),
    );
    onClose();
  };

  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <DialogBody className="space-y-4">
        {fromFolders && (
          <RadioCards
            label="Labels"
            value={source}
            onChange={setSource}
            className="sm:grid-cols-2"
            options={[
              {
                value: 'folders',
                title: 'Folder names',
                description: 'Each picture is labelled by the folder it lies in.',
              },
              {
                value: 'one',
                title: 'One label for all',
                description: 'Folders say nothing about what the pictures show.',
              },
            ]}
          />
        )}
        {source === 'folders' ? (
          <GroupList groups={groups} />
        ) : (
          <LabelField
            label="Label for all (optional)"
            gallery={gallery}
            value={label}
            onChange={setLabel}
            lengthMax={info?.limits.labelLengthMax}
            hint="What the pictures show. Training needs labels, searching does not."
          />
        )}
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          Add {formatQuantity(pictures.length, 'picture')}
        </Button>
      </DialogActions>
    </form>
  );
}

function GroupList({ groups }: { groups: readonly LabelGroup[] }) {
  return (
    <ul className="max-h-56 divide-y overflow-y-auto rounded-control border">
      {groups.map((group) => (
        <li key={group.label ?? ''} className="flex justify-between gap-4 px-3 py-1.5">
          <span className={group.label === null ? 'text-faint' : 'truncate'}>
            {group.label ?? 'No label'}
          </span>
          <span className="text-muted tabular-nums">{formatCount(group.count)}</span>
        </li>
      ))}
    </ul>
  );
}
