/** What an importer reads, whatever it reads it from, as items of a gallery. */
export interface ImportedItem {
  /** For people: what a refusal is told by. */
  readonly name: string;
  /** The same in every run, so that an import that is done again adds nothing twice. */
  readonly externalId: string;
  readonly label: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  /**
   * What it is, read when it is its turn; null for what is there already and need not be read.
   * @throws UnusableItem
   */
  readonly content: () => Promise<ItemContent>;
}

export type ItemContent =
  | { readonly kind: 'picture'; readonly bytes: Uint8Array }
  | { readonly kind: 'vector'; readonly values: readonly number[] };

export interface ImportSource {
  /** For people: "the collection parts of http://localhost:6333". */
  readonly name: string;
  /** How many items it says to have; null where it does not say. */
  readonly total: number | null;
  /** Of its vectors; null for pictures. */
  readonly dimension: number | null;
  /** What its user should know before. */
  readonly remark?: string | undefined;
  items(signal: AbortSignal): AsyncIterable<ImportedItem>;
}

/** Why one item is left out while the others go on. */
export class UnusableItem extends Error {
  override readonly name = 'UnusableItem';
}

/** An item that was left out. */
export interface Refusal {
  readonly name: string;
  /** `unreadable` where the source had nothing usable; else the code of the API's problem. */
  readonly code: string;
  readonly message: string;
}
