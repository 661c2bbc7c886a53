/**
 * Lists of labels, as data sets come with them: a line a picture, its path and its label (and maybe
 * more) in columns parted by commas, tabs, semicolons or blanks, with or without a header. The
 * column of the paths is the one that holds names of pictures. A line that says something else is
 * never guessed at: it is named.
 */
import { isPictureName } from '@umbra/core/archive';
import { UmbraError } from '@umbra/core/errors';

export interface LabelListOptions {
  /** For messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * The label's column, by its name in the header or its number from 1; the first besides the paths
   * when left out.
   */
  readonly column?: string | undefined;
}

export interface ListedLabel {
  /** As it is written. */
  readonly path: string;
  readonly label: string;
  /** What else the line says, by the names in the header; empty without a header. */
  readonly others: Readonly<Record<string, string>>;
  /** Where it stands, for messages: "line 3 of train.txt". */
  readonly place: string;
}

/** @throws UmbraError `dataset_invalid` for a damaged line, or a column that is not there. */
export function parseLabelList(options: LabelListOptions): ListedLabel[] {
  const { name, column } = options;
  const rows = readRows(options);
  const [first] = rows;
  if (first === undefined) {
    throw new UmbraError('dataset_invalid', `${name} is empty: it must be lines of "path, label".`);
  }
  const header = first.fields.some(isPictureName) ? null : first.fields;
  const pictures = header === null ? rows : rows.slice(1);
  const pathAt = pictures[0]?.fields.findIndex(isPictureName) ?? -1;
  if (pathAt === -1) {
    const { place } = pictures[0] ?? first;
    throw new UmbraError(
      'dataset_invalid',
      `${capital(place)} names no picture: lines must be "path, label", the path with its extension.`,
    );
  }
  const labelAt = labelColumn({ name, header, first: first.fields, pathAt, column });
  return pictures.map((row) => readLabel(row, { header, pathAt, labelAt }));
}

interface Row {
  readonly fields: readonly string[];
  readonly place: string;
}

function readRows({ name, bytes }: LabelListOptions): Row[] {
  const lines = readText(name, bytes).split(/\r?\n/);
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== '') ?? '');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') {
      return [];
    }
    const place = `line ${at + 1} of ${name}`;
    const fields = splitLine(line, delimiter);
    if (fields === null) {
      throw new UmbraError('dataset_invalid', `${capital(place)} has a quote that does not end.`);
    }
    return [{ fields, place }];
  });
}

function readText(name: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) {
      return text;
    }
  } catch {
    // Bytes that are no UTF-8 are no list either.
  }
  throw new UmbraError(
    'dataset_invalid',
    `${name} is no list of labels: it must be a text of lines "path, label", in UTF-8.`,
  );
}

type Delimiter = ',' | '\t' | ';' | null;

/** Null for blanks. */
function delimiterOf(line: string): Delimiter {
  return ([',', '\t', ';'] as const).find((mark) => line.includes(mark)) ?? null;
}

/** The columns of a line, quotes taken off (RFC 4180); null where a quote does not end. */
function splitLine(line: string, delimiter: Delimiter): string[] | null {
  if (delimiter === null) {
    return line.trim().split(/\s+/);
  }
  const quoted = '"((?:[^"]|"")*)"';
  const bare = `([^"${delimiter}][^${delimiter}]*|)`;
  const field = new RegExp(` *(?:${quoted}|${bare}) *(${delimiter}|$)`, 'y');
  const fields: string[] = [];
  for (let end = delimiter as string; end !== ''; ) {
    const match = field.exec(line);
    if (match === null) {
      return null;
    }
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
    end = match[3] as string;
  }
  return fields;
}

interface ColumnSearch {
  readonly name: string;
  readonly header: readonly string[] | null;
  /** The first line, whichever it is. */
  readonly first: readonly string[];
  readonly pathAt: number;
  readonly column: string | undefined;
}

function labelColumn({ name, header, first, pathAt, column }: ColumnSearch): number {
  if (column === undefined) {
    return pathAt === 0 ? 1 : 0;
  }
  const named = header?.indexOf(column) ?? -1;
  const at = named === -1 && /^\d+$/.test(column) ? Number(column) - 1 : named;
  if (at >= 0 && at < first.length && at !== pathAt) {
    return at;
  }
  const why = at === pathAt && at !== -1 ? 'holds the paths' : 'is not there';
  const known =
    header === null
      ? `it has ${first.length} columns and no header, so give a number`
      : `it has ${header.join(', ')}`;
  throw new UmbraError('dataset_invalid', `The column ${column} of ${name} ${why}: ${known}.`);
}

interface Columns {
  readonly header: readonly string[] | null;
  readonly pathAt: number;
  readonly labelAt: number;
}

function readLabel({ fields, place }: Row, { header, pathAt, labelAt }: Columns): ListedLabel {
  const path = fields[pathAt] ?? '';
  const label = fields[labelAt] ?? '';
  if (!isPictureName(path) || label === '') {
    const what = isPictureName(path) ? 'label' : 'picture';
    const column = 1 + (isPictureName(path) ? labelAt : pathAt);
    throw new UmbraError(
      'dataset_invalid',
      `${capital(place)} has no ${what} in column ${column}: mend or remove the line.`,
    );
  }
  const others = (header ?? []).flatMap((name, at) => {
    const value = fields[at] ?? '';
    return at === pathAt || at === labelAt || name === '' || value === '' ? [] : [[name, value]];
  });
  return { path, label, others: Object.fromEntries(others), place };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
