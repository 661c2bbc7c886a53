import type { UmbraError } from '@umbra/core/errors';
import type { ItemRow } from '../persistence/tables.js';
import type { EmbeddedBatch } from '../serving/embedding-protocol.js';

/** A row to be filed, with its vectors by the serving model. */
export interface ItemDraft {
  readonly row: ItemRow;
  readonly vectors: EmbeddedBatch;
}

export interface FiledItem {
  readonly row: ItemRow;
  /** The new vector's name in the index. */
  readonly label: number;
  /** The item as it was before, when it was replaced. */
  readonly before: ItemRow | null;
  /** The names of its old vectors in the index. */
  readonly oldLabels: readonly number[];
}

/** What came of filing. `unchanged`: the same picture with the same fields was there already. */
export type Outcome =
  | ({ readonly kind: 'filed' } & FiledItem)
  | { readonly kind: 'unchanged'; readonly row: ItemRow }
  | { readonly kind: 'refused'; readonly error: UmbraError };
