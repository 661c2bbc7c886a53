import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { UmbraError } from '@umbra/core/errors';
import { Kysely, Migrator, type SqliteDatabase, SqliteDialect } from 'kysely';
import { migrations } from './migrations.js';
import { PreparedStatements } from './prepared-statements.js';
import { RememberedReads } from './remembered-reads.js';
import type { Tables } from './tables.js';

/** The token by which features get the database. */
export class Database extends Kysely<Tables> {
  readonly remembered: RememberedReads;

  constructor(raw: DatabaseSyncInstance) {
    const prepared = new PreparedStatements(raw);
    super({ dialect: new SqliteDialect({ database: kyselyDatabase(raw, prepared) }) });
    this.remembered = new RememberedReads(() => {
      const { statement } = prepared.get('SELECT total_changes() AS writes');
      return (statement.get() as { writes: number }).writes;
    });
  }
}

/** node:sqlite's interface in the shape that Kysely's SQLite dialect expects. */
function kyselyDatabase(
  database: DatabaseSyncInstance,
  prepared: PreparedStatements,
): SqliteDatabase {
  return {
    close: () => {
      prepared.forget();
      database.close();
    },
    prepare(text: string) {
      const { statement, reader } = prepared.get(text);
      return {
        reader,
        all: (parameters) => statement.all(...bindable(parameters)),
        run: (parameters) => statement.run(...bindable(parameters)),
        // Two readers of one statement would disturb each other.
        iterate: (parameters) => database.prepare(text).iterate(...bindable(parameters)),
      } as ReturnType<SqliteDatabase['prepare']>;
    },
  };
}

type Bindable = Parameters<ReturnType<DatabaseSyncInstance['prepare']>['all']>;

function bindable(parameters: readonly unknown[]): Bindable {
  return parameters as Bindable;
}

/**
 * Opens the store and brings its tables up to date. A transaction that was answered with success is
 * on the disk (`synchronous=FULL`), so neither `kill -9` nor a power cut loses an acknowledged
 * item. What is deleted is overwritten.
 */
export async function openDatabase(path: string): Promise<Database> {
  const raw = new DatabaseSync(path, { timeout: 5000 });
  raw.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;',
  );
  const database = new Database(raw);
  await migrate(database, path);
  return database;
}

async function migrate(database: Database, path: string): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await database.destroy();
    throw new UmbraError(
      'unavailable',
      `The database ${path} cannot be brought up to date: ${String(error)}. It may be damaged or belong to a newer version of Umbra.`,
      { cause: error },
    );
  }
}
