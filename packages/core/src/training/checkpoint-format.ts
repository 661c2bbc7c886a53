/**
 * A checkpoint as bytes: a line that names the format, the length of a JSON header, the header, the
 * numbers of all tensors one after the other, and the SHA-256 of everything before it. One file, so
 * that it is replaced in one step; a hash, so that half a checkpoint is never trained on.
 */
import { createHash } from 'node:crypto';
import { UmbraError } from '../errors/index.js';

const magic = new TextEncoder().encode('umbra-checkpoint 1\n');
const hashBytes = 32;

/** Named vectors of float32 in their order, beside plain JSON. */
export interface CheckpointContent {
  readonly header: unknown;
  readonly tensors: readonly NamedTensor[];
}

export interface NamedTensor {
  readonly name: string;
  readonly values: Float32Array;
}

export function encodeCheckpoint({ header, tensors }: CheckpointContent): Uint8Array {
  const index = tensors.map(({ name, values }) => ({ name, length: values.length }));
  const json = new TextEncoder().encode(JSON.stringify({ header, index }));
  const body = tensors.reduce((sum, { values }) => sum + values.byteLength, 0);
  const bytes = new Uint8Array(magic.length + 4 + json.length + body + hashBytes);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(magic.length, json.length, true);
  let at = magic.length + 4;
  bytes.set(json, at);
  at += json.length;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  bytes.set(sha256(bytes.subarray(0, at)), at);
  return bytes;
}

/**
 * @param name how messages call the checkpoint
 * @throws UmbraError `checkpoint_corrupt` for anything but what `encodeCheckpoint` made.
 */
export function decodeCheckpoint(bytes: Uint8Array, name: string): CheckpointContent {
  const startsRight = magic.every((byte, at) => bytes[at] === byte);
  if (!startsRight) {
    throw corruptCheckpoint(name, 'is not a checkpoint of this version of Umbra');
  }
  const end = bytes.length - hashBytes;
  const isWhole =
    end > magic.length + 4 &&
    sha256(bytes.subarray(0, end)).every((byte, at) => bytes[end + at] === byte);
  if (!isWhole) {
    throw corruptCheckpoint(name, 'is cut off or has changed since it was written');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const jsonLength = view.getUint32(magic.length, true);
  let at = magic.length + 4;
  const json = new TextDecoder().decode(bytes.subarray(at, at + jsonLength));
  const { header, index } = JSON.parse(json) as {
    readonly header: unknown;
    readonly index: readonly { readonly name: string; readonly length: number }[];
  };
  at += jsonLength;
  const tensors = index.map(({ name: tensor, length }) => {
    // A copy: floats must lie at a multiple of four. (A Buffer's own slice would share its bytes.)
    const values = new Float32Array(new Uint8Array(bytes.subarray(at, at + length * 4)).buffer);
    at += length * 4;
    return { name: tensor, values };
  });
  return { header, tensors };
}

export function corruptCheckpoint(name: string, what: string): UmbraError {
  return new UmbraError(
    'checkpoint_corrupt',
    `The checkpoint ${name} ${what}: delete it to train from the start.`,
  );
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
