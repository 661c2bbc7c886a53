import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * What addresses are signed with: made once for a home, readable by its owner only. Without the
 * file another one is made, and the addresses given out before open nothing.
 */
export function urlSecret(path: string): Uint8Array {
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return Buffer.from(readFileSync(path, 'utf8'), 'hex');
}
