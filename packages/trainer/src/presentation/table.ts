import Table from 'cli-table3';

/** A table whose first column is text and whose others are numbers. */
export function numberTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { textColumns = 1 }: { readonly textColumns?: number } = {},
): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column < textColumns ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Small rates keep two digits that count: "0.042 %". */
export function rate(share: number): string {
  const hundredfold = share * 100;
  const digits = hundredfold > 0 && hundredfold < 1 ? 1 - Math.floor(Math.log10(hundredfold)) : 1;
  return `${hundredfold.toFixed(Math.min(digits, 6))} %`;
}
