'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Item } from '../../api/client';
import { describeProblem } from '../../api/problem';
import { Button } from '../../components/ui/button';
import { infoQuery } from '../galleries/queries';
import { LabelField } from './label-field';
import { useRelabelItem } from './queries';

export function RelabelForm({ gallery, item }: { gallery: string; item: Item }) {
  const relabel = useRelabelItem(gallery, item.id);
  const { data: info } = useQuery(infoQuery);
  const [label, setLabel] = useState(item.label ?? '');
  const wanted = label.trim() === '' ? null : label.trim();
  const changed = wanted !== item.label;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !relabel.isPending) relabel.mutate(wanted);
      }}
      className="flex items-start gap-2"
    >
      <div className="min-w-0 flex-1">
        <LabelField
          label="Label"
          gallery={gallery}
          value={label}
          onChange={(next) => {
            setLabel(next);
            relabel.reset();
          }}
          lengthMax={info?.limits.labelLengthMax}
          error={relabel.error === null ? undefined : describeProblem(relabel.error).detail}
          hint={relabel.isSuccess && !changed ? 'Saved.' : undefined}
        />
      </div>
      {changed && (
        <Button type="submit" className="mt-[1.625rem]" busy={relabel.isPending}>
          Save
        </Button>
      )}
    </form>
  );
}
