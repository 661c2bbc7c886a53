import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { newId } from '../persistence/ids.js';

/**
 * A key is `umbra_<id>_<secret>`; the secret is 256 random bits in hex, so that a double click
 * selects all of it. Ids sort by time.
 */
export interface KeySecret {
  readonly id: string;
  readonly secret: string;
}

const pattern = /^umbra_([0-9a-f]{16})_([0-9a-f]{64})$/;

export function newKeySecret(): KeySecret {
  const id = newId().replaceAll('-', '').slice(0, 16);
  return { id, secret: randomBytes(32).toString('hex') };
}

export function writeKey({ id, secret }: KeySecret): string {
  return `umbra_${id}_${secret}`;
}

export function readKey(key: string): KeySecret | null {
  const [, id, secret] = pattern.exec(key) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/**
 * A secret of 256 random bits needs no slow hash: there is nothing to guess (decision 0011), and
 * every request would pay for it.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in constant time, so that the time taken tells nothing about the hash. */
export function secretFits(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex'));
}
