import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * An answer is kept sealed with what its caller sends: the `Idempotency-Key` and the API key. So
 * the home alone tells nobody a new key, nor a label that was deleted since.
 */
export function seal(answer: Answered, secrets: readonly string[]): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, sealKey(secrets), nonce);
  const text = Buffer.concat([sealing.update(JSON.stringify(answer)), sealing.final()]);
  return Buffer.concat([nonce, sealing.getAuthTag(), text]);
}

/** Null when the secrets are others, or the bytes are damaged. */
export function unseal(sealed: Uint8Array, secrets: readonly string[]): Answered | null {
  const nonce = sealed.subarray(0, nonceBytes);
  const opening = createDecipheriv(cipher, sealKey(secrets), nonce);
  opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const text = opening.update(sealed.subarray(nonceBytes + tagBytes));
    return JSON.parse(Buffer.concat([text, opening.final()]).toString()) as Answered;
  } catch {
    return null;
  }
}

function sealKey(secrets: readonly string[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['umbra answer', ...secrets]))
    .digest();
}
