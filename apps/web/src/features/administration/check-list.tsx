interface CheckListProps<T extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: readonly T[]) => void;
}

/** Any of several, by native check boxes. */
export function CheckList<T extends string>(props: CheckListProps<T>) {
  const { legend, options, chosen, onChange } = props;
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-[0.8125rem]">{legend}</legend>
      <div className="max-h-40 space-y-1 overflow-y-auto">
        {options.map(({ value, text }) => (
          <label key={value} className="flex min-h-7 items-center gap-2.5">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-accent"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, value]
                    : chosen.filter((other) => other !== value),
                )
              }
            />
            <span className="min-w-0 truncate">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
