'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { TextField } from '../../components/ui/field';
import { labelsQuery } from './queries';

interface LabelFieldProps {
  readonly label: string;
  readonly gallery: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly lengthMax: number | undefined;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

/** A label typed freely; those the gallery knows are offered. */
export function LabelField({ gallery, lengthMax, onChange, ...rest }: LabelFieldProps) {
  const listId = useId();
  const { data: labels } = useQuery(labelsQuery(gallery));
  return (
    <>
      <TextField
        {...rest}
        list={listId}
        autoComplete="off"
        maxLength={lengthMax}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {labels?.map(({ label }) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </>
  );
}
