import { invalidRequest } from '../http/validation-pipe.js';

/**
 * The bytes of a picture in base64, with or without the head of a data URL. Node's own decoder
 * skips what is wrong.
 */
export function decodeBase64(text: string): Uint8Array {
  const body = text.replace(/^data:[^,]{0,100};base64,/, '').replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(body)) {
    throw invalidRequest([{ path: 'image', message: 'must be a picture in base64' }]);
  }
  return Buffer.from(body, 'base64');
}
