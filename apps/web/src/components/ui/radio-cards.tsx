import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import { classNames } from './class-names';

interface RadioCardsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { value: T; title: string; description: string }[];
  readonly className?: string | undefined;
}

/** A choice between a few things that each deserve a sentence. Arrow keys move it. */
export function RadioCards<T extends string>(props: RadioCardsProps<T>) {
  const id = useId();
  const choose = (next: string) => {
    const option = props.options.find((candidate) => candidate.value === next);
    if (option !== undefined) props.onChange(option.value);
  };
  return (
    <div>
      <div id={id} className="mb-1.5 font-medium text-[0.8125rem]">
        {props.label}
      </div>
      <RadioGroup.Root
        aria-labelledby={id}
        value={props.value}
        onValueChange={choose}
        className={classNames('grid gap-2', props.className)}
      >
        {props.options.map((option) => (
          <RadioGroup.Item
            key={option.value}
            value={option.value}
            aria-labelledby={`${id}-${option.value}`}
            aria-describedby={`${id}-${option.value}-text`}
            className={classNames(
              'flex gap-3 rounded-card border border-line-strong bg-surface px-3 py-2.5 text-left transition-colors',
              'hover:bg-sunken data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft',
            )}
          >
            <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-surface">
              <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
            </span>
            <span className="min-w-0">
              <span id={`${id}-${option.value}`} className="block font-medium">
                {option.title}
              </span>
              <span
                id={`${id}-${option.value}-text`}
                className="mt-0.5 block text-[0.8125rem] text-muted text-pretty"
              >
                {option.description}
              </span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
