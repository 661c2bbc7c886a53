// A gallery whose items tell what they should be: of pictures, or of vectors.
import { createHash } from 'node:crypto';
import type { Item, SearchExample, Umbra } from '@umbra/sdk';
import { drawPicture, shapes } from '../pictures.js';
import { seededRandom } from '../seeded-random.js';
import { type WriteLedger, writeLedger } from './write-ledger.js';

export const dimension = 16;

export interface Written {
  readonly externalId: string;
  readonly label: string;
  /** Which picture or vector: another one for each write, so that no two items are alike. */
  readonly content: number;
  /** How often the item was changed since. */
  readonly revision: number;
}

export interface KeptGallery {
  readonly name: string;
  readonly ledger: WriteLedger;
  /** The items' ids by their external ids, as the API last told. */
  readonly ids: Map<string, string>;
  file(umbra: Umbra, written: Written): Promise<Item>;
  /** The same as a line of an import. */
  line(written: Written): Promise<string>;
  example(content: number): Promise<SearchExample>;
  /** Whether the item holds this picture or vector, as far as it tells. */
  holds(item: Item, content: number): Promise<boolean>;
}

export function pictureGallery(name: string): KeptGallery {
  const draw = (content: number) => drawPicture(shapes[content % shapes.length] ?? 'bar', content);
  return {
    ...empty(name),
    file: async (umbra, written) =>
      umbra.items.upload({ ...factsOf(name, written), image: await draw(written.content) }),
    line: async (written) => {
      const image = (await draw(written.content)).toString('base64');
      return JSON.stringify({ ...factsOf(undefined, written), image });
    },
    example: async (content) => ({ image: await draw(content) }),
    holds: async ({ sha256 }, content) => sha256 === sha256Of(await draw(content)),
  };
}

export function vectorGallery(name: string): KeptGallery {
  const draw = (content: number): number[] => {
    const random = seededRandom(content);
    return Array.from({ length: dimension }, () => random.between(-1, 1));
  };
  return {
    ...empty(name),
    file: (umbra, written) =>
      umbra.items.addVector({ ...factsOf(name, written), vector: draw(written.content) }),
    line: async (written) =>
      JSON.stringify({ ...factsOf(undefined, written), vector: draw(written.content) }),
    example: async (content) => ({ vector: draw(content) }),
    holds: async ({ sha256 }) => sha256 === null,
  };
}

/** What the ledger keeps of an item. */
export function stateOf({ label, content, revision }: Omit<Written, 'externalId'>): string {
  return `${label} ${content} ${revision}`;
}

/** What an item says of itself. */
export function writtenOf({ externalId, label, metadata }: Item): Written {
  return {
    externalId: externalId ?? '',
    label: label ?? '',
    content: Number(metadata['content']),
    revision: Number(metadata['revision']),
  };
}

export function parseState(state: string): Omit<Written, 'externalId'> {
  const [label = '', content, revision] = state.split(' ');
  return { label, content: Number(content), revision: Number(revision) };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function empty(name: string): Pick<KeptGallery, 'name' | 'ledger' | 'ids'> {
  return { name, ledger: writeLedger(), ids: new Map() };
}

function factsOf<Name extends string | undefined>(
  gallery: Name,
  { externalId, label, content, revision }: Written,
) {
  return { gallery, externalId, label, metadata: { content, revision } };
}
