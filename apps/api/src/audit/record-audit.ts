import type { Transaction } from 'kysely';
import type { Database } from '../persistence/database.js';
import { newId } from '../persistence/ids.js';
import type { Tables } from '../persistence/tables.js';
import type { AuditAction } from './audit.schema.js';

/** Who asks for a change: the key and the request that carried it. */
export interface Author {
  readonly keyId: string;
  readonly requestId: string;
}

export interface AuditEntry {
  readonly action: AuditAction;
  /** The id of the gallery it concerns. */
  readonly gallery: string | null;
  /** The id of what was changed. */
  readonly target: string;
  /** What is worth knowing later, and may be read by every admin: never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Notes a change in the transaction that makes it: both are there, or neither. Null: Umbra itself
 * did it.
 */
export async function recordAudit(
  transaction: Database | Transaction<Tables>,
  by: Author | null,
  { action, gallery, target, details = {} }: AuditEntry,
): Promise<void> {
  await transaction
    .insertInto('audit')
    .values({
      id: newId(),
      at: new Date().toISOString(),
      key_id: by?.keyId ?? null,
      request_id: by?.requestId ?? null,
      action,
      gallery_id: gallery,
      target,
      details: JSON.stringify(details),
    })
    .execute();
}
