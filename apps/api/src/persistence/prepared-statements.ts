import type { DatabaseSyncInstance } from '@photostructure/sqlite';

type Statement = ReturnType<DatabaseSyncInstance['prepare']>;

export interface Prepared {
  readonly statement: Statement;
  /** Whether it answers rows. */
  readonly reader: boolean;
}

/** More than Umbra has queries; only lists of changing length add to them. */
const preparedMax = 500;

/**
 * To prepare a statement takes longer than to run most of ours, so each text is prepared once. The
 * one that was not used for the longest time makes room. SQLite itself prepares a statement again
 * when a table has changed.
 */
export class PreparedStatements {
  readonly #known = new Map<string, Prepared>();

  constructor(private readonly database: DatabaseSyncInstance) {}

  get(text: string): Prepared {
    const prepared = this.#known.get(text) ?? this.#prepare(text);
    this.#known.delete(text);
    this.#known.set(text, prepared); // now the last in the map's order: the most recently used
    this.#makeRoom();
    return prepared;
  }

  /** Before the database is closed. */
  forget(): void {
    this.#known.clear();
  }

  #prepare(text: string): Prepared {
    const statement = this.database.prepare(text);
    return { statement, reader: statement.columns().length > 0 };
  }

  #makeRoom(): void {
    for (const text of this.#known.keys()) {
      if (this.#known.size <= preparedMax) {
        return;
      }
      this.#known.delete(text);
    }
  }
}
