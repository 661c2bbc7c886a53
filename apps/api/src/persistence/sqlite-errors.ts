/**
 * SQLite's extended result codes (sqlite.org/rescode.html) of the constraints that requests can run
 * into.
 */
const uniqueViolations = [2067 /* SQLITE_CONSTRAINT_UNIQUE */, 1555 /* ..._PRIMARYKEY */];
const foreignKeyViolation = 787; /* SQLITE_CONSTRAINT_FOREIGNKEY */

function resultCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) : null;
}

export function isUniqueViolation(error: unknown): boolean {
  return uniqueViolations.includes(resultCode(error) ?? 0);
}

/** What a row refers to was deleted in the meantime. */
export function isForeignKeyViolation(error: unknown): boolean {
  return resultCode(error) === foreignKeyViolation;
}
