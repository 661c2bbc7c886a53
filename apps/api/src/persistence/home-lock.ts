import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { UmbraError } from '@umbra/core/errors';

/**
 * Two processes on one home would spoil each other's indexes and throw each other's uploads away.
 * The lock is an open exclusive transaction on a database of its own: the system lets it go however
 * the process ends.
 */
export class HomeLock {
  private constructor(private readonly held: DatabaseSyncInstance) {}

  /** @throws UmbraError `unavailable` when another process holds it */
  static acquire(root: string): HomeLock {
    mkdirSync(root, { recursive: true });
    const database = new DatabaseSync(join(root, 'lock.db'), { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      database.close();
      throw new UmbraError(
        'unavailable',
        `Another Umbra is at work in ${root}. Stop it first, or set UMBRA_HOME to another folder.`,
        { cause },
      );
    }
    return new HomeLock(database);
  }

  release(): void {
    this.held.close();
  }
}
