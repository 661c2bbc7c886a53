'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { describeProblem } from '../../api/problem';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { Dialog, DialogActions, DialogBody } from '../../components/ui/dialog';
import { TextAreaField } from '../../components/ui/field';
import { galleryAddress } from './gallery-address';
import { galleryNameProblem } from './gallery-name';
import { GalleryNameField, nameErrorOf } from './gallery-name-field';
import { useCreateGallery } from './queries';

interface NewGalleryDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function NewGalleryDialog({ open, onOpenChange }: NewGalleryDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="New gallery">
      {/* Mounted anew each time it opens: a dialog starts empty. */}
      <NewGalleryForm onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function NewGalleryForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const create = useCreateGallery();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const nameError = nameErrorOf(create.error);
  const descriptionError =
    create.error === null ? undefined : describeProblem(create.error).fields['description'];

  const submit = () => {
    setSubmitted(true);
    if (galleryNameProblem(name) !== null) return;
    create.mutate(
      { name, description: description.trim() === '' ? null : description.trim() },
      {
        onSuccess: (gallery) => {
          onClose();
          router.push(galleryAddress(gallery.name));
        },
      },
    );
  };

  return (
    <form
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (!create.isPending) submit();
      }}
    >
      <DialogBody className="space-y-4">
        <GalleryNameField
          name={name}
          onChange={(next) => {
            setName(next);
            create.reset();
          }}
          insist={submitted}
          refusal={nameError}
          hint="Stands in addresses: lower-case letters, digits and hyphens."
        />
        <TextAreaField
          label="Description (optional)"
          value={description}
          maxLength={1000}
          onChange={(event) => setDescription(event.target.value)}
          error={descriptionError}
        />
        {create.error !== null && nameError === undefined && descriptionError === undefined && (
          <ProblemNote error={create.error} />
        )}
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {create.isPending ? 'Creating…' : 'Create gallery'}
        </Button>
      </DialogActions>
    </form>
  );
}
