/**
 * The items of a source as the NDJSON that `POST .../items/import` takes, in parts that fit into
 * memory: a line an item.
 */
import {
  type ImportedItem,
  type ItemContent,
  type Refusal,
  UnusableItem,
} from './import-source.js';

/** Of a part: what is sent at once, and done again when the line breaks. */
const partBytesMax = 8 * 2 ** 20;
const partItemsMax = 1000;
/** Pictures that are read at once. */
const readAtOnce = 8;

export interface ImportPart {
  readonly names: readonly string[];
  readonly lines: readonly string[];
  /** What could not be read. */
  readonly refusals: readonly Refusal[];
}

export async function* importParts(items: AsyncIterable<ImportedItem>): AsyncGenerator<ImportPart> {
  let part: OpenPart = { names: [], lines: [], refusals: [] };
  let bytes = 0;
  for await (const group of groupsOf(items, readAtOnce)) {
    for (const { name, line } of await Promise.all(group.map(readLine))) {
      if (typeof line !== 'string') {
        part.refusals.push(line);
        continue;
      }
      part.names.push(name);
      part.lines.push(line);
      bytes += line.length;
    }
    if (bytes >= partBytesMax || part.lines.length >= partItemsMax) {
      yield part;
      part = { names: [], lines: [], refusals: [] };
      bytes = 0;
    }
  }
  if (part.lines.length + part.refusals.length > 0) {
    yield part;
  }
}

interface OpenPart {
  names: string[];
  lines: string[];
  refusals: Refusal[];
}

async function readLine(item: ImportedItem): Promise<{ name: string; line: string | Refusal }> {
  const { name, externalId, label, metadata } = item;
  try {
    const fields = { externalId, ...(label === null ? {} : { label }), metadata };
    const line = JSON.stringify({ ...fields, ...contentField(await item.content()) });
    return { name, line };
  } catch (error) {
    if (error instanceof UnusableItem) {
      return { name, line: { name, code: 'unreadable', message: error.message } };
    }
    throw error;
  }
}

function contentField(content: ItemContent): { image: string } | { vector: readonly number[] } {
  return content.kind === 'vector'
    ? { vector: content.values }
    : { image: Buffer.from(content.bytes).toString('base64') };
}

async function* groupsOf<Entry>(
  entries: AsyncIterable<Entry>,
  size: number,
): AsyncGenerator<Entry[]> {
  let group: Entry[] = [];
  for await (const entry of entries) {
    group.push(entry);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  yield group;
}
