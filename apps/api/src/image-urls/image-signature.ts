import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed address lets its bearer see, until when, and on whose behalf. */
export interface ImageGrant {
  /** The ids of the gallery and the item. */
  readonly gallery: string;
  readonly item: string;
  /** The id of the key that asked for the address. */
  readonly key: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** HMAC-SHA256 in hex. None of the parts can hold the sign that stands between them. */
export function signImage(secret: Uint8Array, grant: ImageGrant): string {
  const { gallery, item, key, expires } = grant;
  const text = ['image', gallery, item, key, expires].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

export function isSignatureOf(secret: Uint8Array, grant: ImageGrant, signature: string): boolean {
  const right = Buffer.from(signImage(secret, grant));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
