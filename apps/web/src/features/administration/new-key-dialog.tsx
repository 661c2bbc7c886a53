'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scope } from '../../api/client';
import { describeProblem } from '../../api/problem';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { Dialog, DialogActions, DialogBody } from '../../components/ui/dialog';
import { SelectField, TextField } from '../../components/ui/field';
import { galleriesQuery } from '../galleries/queries';
import { CheckList } from './check-list';
import { KeySecret } from './key-secret';
import { useCreateKey } from './queries';

interface NewKeyDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const scopeOptions: readonly { value: Scope; text: string }[] = [
  { value: 'search', text: 'search: read and search' },
  { value: 'write', text: 'write: change galleries and items' },
  { value: 'train', text: 'train: train and promote models' },
  { value: 'admin', text: 'admin: everything, keys too' },
];

const expiries = [
  { days: 0, text: 'Never' },
  { days: 30, text: 'In 30 days' },
  { days: 90, text: 'In 90 days' },
  { days: 365, text: 'In a year' },
] as const;

const dayMs = 86_400_000;

export function NewKeyDialog({ open, onOpenChange }: NewKeyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="New key">
      {/* Mounted anew each time it opens: a secret is never shown twice. */}
      <NewKeyForm onClose={() => onOpenChange(false)} />
    </Dialog>
  );
}

function NewKeyForm({ onClose }: { onClose: () => void }) {
  const create = useCreateKey();
  const galleries = useQuery(galleriesQuery({ live: false }));
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['search']);
  const [bound, setBound] = useState<readonly string[]>([]);
  const [days, setDays] = useState(0);
  if (create.data !== undefined) return <KeySecret created={create.data} onClose={onClose} />;

  const ready = name.trim() !== '' && scopes.length > 0;
  const nameError =
    create.error === null ? undefined : describeProblem(create.error).fields['name'];
  const submit = () =>
    create.mutate({
      name: name.trim(),
      scopes,
      galleries: bound.length === 0 ? null : bound,
      expiresAt: days === 0 ? null : new Date(Date.now() + days * dayMs),
    });
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (!create.isPending && ready) submit();
      }}
    >
      <DialogBody className="space-y-4">
        <TextField
          label="Name"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
          hint="Who or what uses the key, such as: inspection line 3."
          error={nameError}
        />
        <CheckList legend="It may" options={scopeOptions} chosen={scopes} onChange={setScopes} />
        {galleries.data !== undefined && galleries.data.items.length > 0 && (
          <CheckList
            legend="Only in these galleries (none chosen: in all)"
            options={galleries.data.items.map(({ id, name: text }) => ({ value: id, text }))}
            chosen={bound}
            onChange={setBound}
          />
        )}
        <SelectField
          label="Expires"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {expiries.map((expiry) => (
            <option key={expiry.days} value={expiry.days}>
              {expiry.text}
            </option>
          ))}
        </SelectField>
        {create.error !== null && nameError === undefined && <ProblemNote error={create.error} />}
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={create.isPending} disabled={!ready}>
          {create.isPending ? 'Creating…' : 'Create key'}
        </Button>
      </DialogActions>
    </form>
  );
}
