import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';

const control =
  'w-full rounded-control border border-control bg-surface px-3 text-ink placeholder:text-faint ' +
  'focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger';

interface FieldFrame {
  readonly label: string;
  /** One short sentence below; gives way to the error. */
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

interface FrameProps extends FieldFrame {
  readonly controlId: string;
  readonly noteId: string;
  readonly children: ReactNode;
}

function Frame({ label, hint, error, controlId, noteId, children }: FrameProps) {
  const note = error ?? hint;
  return (
    <div>
      <label htmlFor={controlId} className="mb-1.5 block font-medium text-[0.8125rem]">
        {label}
      </label>
      {children}
      <p
        id={noteId}
        aria-live="polite"
        className={classNames(
          'text-[0.8125rem] text-pretty',
          note !== undefined && 'mt-1.5',
          error === undefined ? 'text-faint' : 'text-danger',
        )}
      >
        {note}
      </p>
    </div>
  );
}

type TextFieldProps = FieldFrame & Omit<ComponentProps<'input'>, 'id'>;

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <Frame label={label} hint={hint} error={error} controlId={id} noteId={`${id}-note`}>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-note`}
        className={classNames(control, 'h-9', className)}
      />
    </Frame>
  );
}

type TextAreaProps = FieldFrame & Omit<ComponentProps<'textarea'>, 'id'>;

export function TextAreaField({ label, hint, error, className, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Frame label={label} hint={hint} error={error} controlId={id} noteId={`${id}-note`}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-note`}
        className={classNames(control, 'min-h-20 resize-y py-2', className)}
      />
    </Frame>
  );
}

type SelectProps = Omit<ComponentProps<'select'>, 'id' | 'size'> & { readonly label: string };

/** A native select: phones and screen readers know it best. The label stands beside it. */
export function SelectField({ label, className, children, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="whitespace-nowrap text-[0.8125rem] text-muted">
        {label}
      </label>
      <select {...rest} id={id} className={classNames(control, 'h-8 w-auto px-2', className)}>
        {children}
      </select>
    </div>
  );
}
