'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Gallery } from '../../api/client';
import { describeProblem } from '../../api/problem';
import { ProblemNote } from '../../components/problem-note';
import { useQueryParams } from '../../components/query-params';
import { Button } from '../../components/ui/button';
import { Section } from '../../components/ui/card';
import { ConfirmDialog } from '../../components/ui/confirm-dialog';
import { DetailList, DetailRow } from '../../components/ui/detail-list';
import { TextAreaField, TextField } from '../../components/ui/field';
import { formatQuantity } from '../../format/numbers';
import { formatMoment } from '../../format/time';
import { useMay } from '../session/queries';
import { galleryNameProblem } from './gallery-name';
import { GalleryNameField, nameErrorOf } from './gallery-name-field';
import { useDeleteGallery, useUpdateGallery } from './queries';

export function SettingsTab({ gallery }: { gallery: Gallery }) {
  const mayWrite = useMay('write');
  if (!mayWrite) {
    return (
      <div className="max-w-md">
        <About gallery={gallery} />
      </div>
    );
  }
  return (
    <div className="grid max-w-4xl items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="space-y-5">
        <NameAndDescription gallery={gallery} />
        <DeleteGallery gallery={gallery} />
      </div>
      <About gallery={gallery} />
    </div>
  );
}

function About({ gallery }: { gallery: Gallery }) {
  return (
    <Section title="About">
      <DetailList>
        <DetailRow term="Id">
          <span className="break-all font-mono text-xs">{gallery.id}</span>
        </DetailRow>
        <DetailRow term="Created">{formatMoment(gallery.createdAt)}</DetailRow>
        <DetailRow term="Changed">{formatMoment(gallery.updatedAt)}</DetailRow>
        <DetailRow term="Vectors">{formatQuantity(gallery.model.dimension, 'dimension')}</DetailRow>
        <DetailRow term="Index">
          {formatQuantity(gallery.index.size, 'entry', 'entries')}, version {gallery.index.version}
        </DetailRow>
      </DetailList>
    </Section>
  );
}

function NameAndDescription({ gallery }: { gallery: Gallery }) {
  const { set } = useQueryParams();
  const update = useUpdateGallery(gallery.name);
  const [name, setName] = useState(gallery.name);
  const [description, setDescription] = useState(gallery.description ?? '');
  const wanted = description.trim() === '' ? null : description.trim();
  const changed = name !== gallery.name || wanted !== gallery.description;
  const nameError = nameErrorOf(update.error);
  const descriptionError =
    update.error === null ? undefined : describeProblem(update.error).fields['description'];
  const edit = () => update.reset();
  const save = () => {
    if (!changed || update.isPending || galleryNameProblem(name) !== null) return;
    update.mutate(
      {
        ...(name === gallery.name ? {} : { name }),
        ...(wanted === gallery.description ? {} : { description: wanted }),
      },
      { onSuccess: (next) => set({ name: next.name }, 'replace') },
    );
  };
  return (
    <Section title="Name and description">
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <GalleryNameField
          name={name}
          onChange={(next) => {
            setName(next);
            edit();
          }}
          insist
          refusal={nameError}
          hint="Programs that use the old name in an address have to be told the new one."
        />
        <TextAreaField
          label="Description"
          value={description}
          maxLength={1000}
          error={descriptionError}
          onChange={(event) => {
            setDescription(event.target.value);
            edit();
          }}
        />
        {update.error !== null && nameError === undefined && descriptionError === undefined && (
          <ProblemNote error={update.error} />
        )}
        <div className="flex items-center gap-3">
          <Button type="submit" variant="primary" disabled={!changed} busy={update.isPending}>
            Save
          </Button>
          <p className="text-[0.8125rem] text-good" aria-live="polite">
            {update.isSuccess && !changed && 'Saved.'}
          </p>
        </div>
      </form>
    </Section>
  );
}

function DeleteGallery({ gallery }: { gallery: Gallery }) {
  const router = useRouter();
  const remove = useDeleteGallery(gallery.name);
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  return (
    <>
      <Section
        title="Delete this gallery"
        description={`Its ${formatQuantity(gallery.itemCount, 'picture')} and its index go with it. This cannot be undone.`}
        actions={
          <Button
            size="small"
            onClick={() => {
              remove.reset();
              setTyped('');
              setAsking(true);
            }}
          >
            Delete…
          </Button>
        }
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${gallery.name}?`}
        action="Delete gallery"
        busy={remove.isPending}
        error={remove.error}
        disabled={typed !== gallery.name}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => router.replace('/') })}
      >
        <p>
          {formatQuantity(gallery.itemCount, 'picture')} will be gone for good. Type the name of the
          gallery to go on.
        </p>
        <TextField
          label="Name of the gallery"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </ConfirmDialog>
    </>
  );
}
