import type { Migration } from 'kysely';
import { firstTables } from './migrations/0001-first-tables.js';

/**
 * In the order of their numbers. A migration that was released is never changed; a new one is
 * added.
 */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
};
