import { createHash } from 'node:crypto';
import type { BackboneFile } from './backbone-card.js';

/** SHA-256 as 64 hexadecimal digits. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The hash by which a backbone is known. Of one file (ONNX) it is that file's SHA-256. Of several
 * (TensorFlow.js) it is the SHA-256 of their list, a line `<sha256>  <name>` each: model.json, then
 * the weight files in the order in which model.json names them. Anybody can check it with
 * `sha256sum model.json <weight files> | sha256sum`.
 */
export function backboneHash(files: readonly Omit<BackboneFile, 'bytes'>[]): string {
  const [first, ...rest] = files;
  if (first !== undefined && rest.length === 0) {
    return first.sha256;
  }
  const list = files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
  return digestOf(new TextEncoder().encode(list));
}
