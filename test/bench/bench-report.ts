export type BenchRow = Readonly<Record<string, string | number>>;

export interface BenchReport {
  readonly rows: readonly BenchRow[];
  readonly summary: Readonly<Record<string, number>>;
}

/** The rows as a Markdown table; the first row names the columns. */
export function markdownTable(rows: readonly BenchRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n');
}
