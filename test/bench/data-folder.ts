import { fileURLToPath } from 'node:url';

/** Where the real image sets lie: `UMBRA_DATA`, else `shared/data` beside the repository. */
export function dataFolder(): string {
  return (
    process.env['UMBRA_DATA'] ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))
  );
}
