'use client';

import { useState } from 'react';
import type { LabelCount } from '../../api/client';
import { classNames } from '../../components/ui/class-names';
import { SelectField } from '../../components/ui/field';
import { Skeleton } from '../../components/ui/skeleton';
import { formatCount } from '../../format/numbers';

/** From here on a list is easier to search than to read. */
const searchableFrom = 16;

interface LabelFilterProps {
  readonly total: number;
  readonly labels: readonly LabelCount[] | undefined;
  readonly value: string | null;
  readonly onChange: (label: string | null) => void;
}

/** A column of labels where there is room for one, else a select. */
export function LabelFilter(props: LabelFilterProps) {
  return (
    <>
      <div className="mb-3 lg:hidden">
        <SelectField
          label="Label"
          value={props.value ?? ''}
          onChange={(event) => props.onChange(event.target.value || null)}
          className="min-w-0 flex-1"
        >
          <option value="">All ({formatCount(props.total)})</option>
          {props.labels?.map(({ label, count }) => (
            <option key={label} value={label}>
              {label} ({formatCount(count)})
            </option>
          ))}
        </SelectField>
      </div>
      <LabelColumn {...props} />
    </>
  );
}

function LabelColumn({ total, labels, value, onChange }: LabelFilterProps) {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = labels?.filter(({ label }) => label.toLowerCase().includes(wanted));
  return (
    <nav
      aria-label="Labels"
      className="sticky top-20 hidden max-h-[calc(100dvh-6.5rem)] flex-col self-start lg:flex"
    >
      {labels !== undefined && labels.length >= searchableFrom && (
        <input
          type="search"
          aria-label="Find a label"
          placeholder="Find a label"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mb-2 h-8 rounded-control border border-control bg-surface px-2.5 text-[0.8125rem] placeholder:text-faint"
        />
      )}
      <ul className="-mx-2 min-h-0 space-y-px overflow-y-auto px-2 pb-2">
        <LabelRow
          name="All pictures"
          count={total}
          chosen={value === null}
          onChoose={() => onChange(null)}
        />
        {shown?.map(({ label, count }) => (
          <LabelRow
            key={label}
            name={label}
            count={count}
            chosen={label === value}
            onChoose={() => onChange(label)}
          />
        ))}
      </ul>
      {labels === undefined && <Skeleton className="mt-1 h-40" />}
    </nav>
  );
}

interface LabelRowProps {
  readonly name: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function LabelRow({ name, count, chosen, onChoose }: LabelRowProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className={classNames(
          'flex w-full items-baseline justify-between gap-3 rounded-control px-2 py-1.5 text-left transition-colors',
          chosen ? 'bg-accent-soft font-medium text-accent-ink' : 'hover:bg-sunken',
        )}
      >
        <span className="truncate">{name}</span>
        <span className={classNames('text-xs tabular-nums', !chosen && 'text-faint')}>
          {formatCount(count)}
        </span>
      </button>
    </li>
  );
}
