import { useState } from 'react';
import { describeProblem } from '../../api/problem';
import { TextField } from '../../components/ui/field';
import { galleryNameProblem, suggestGalleryName } from './gallery-name';

interface GalleryNameFieldProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
  /** Show what is wrong even before the field was left. */
  readonly insist: boolean;
  /** What the API said about the name. */
  readonly refusal: string | undefined;
  readonly hint?: string;
}

/** The API's word on a name: taken, or against the rule. */
export function nameErrorOf(error: unknown): string | undefined {
  if (error === null) return undefined;
  const { code, fields } = describeProblem(error);
  if (code === 'name_taken') return 'There is already a gallery with this name.';
  const message = fields['name'];
  return message === undefined ? undefined : `The name ${message}.`;
}

export function GalleryNameField(props: GalleryNameFieldProps) {
  const [left, setLeft] = useState(false);
  const problem = galleryNameProblem(props.name);
  const told = props.insist || (left && props.name !== '');
  const suggestion = problem === null ? '' : suggestGalleryName(props.name);
  return (
    <div>
      <TextField
        label="Name"
        name="name"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="brake-discs"
        value={props.name}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={() => setLeft(true)}
        error={props.refusal ?? (told && problem !== null ? problem : undefined)}
        hint={props.hint}
      />
      {suggestion !== '' && props.name !== '' && (
        <button
          type="button"
          onClick={() => props.onChange(suggestion)}
          className="mt-1 rounded text-[0.8125rem] text-accent-ink underline-offset-2 hover:underline"
        >
          Use {suggestion}
        </button>
      )}
    </div>
  );
}
