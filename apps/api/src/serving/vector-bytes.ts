/** float32 numbers <-> bytes in the store, little-endian like every machine we run on. */
export function bytesOfVector(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** A copy, since bytes from the store need not lie at a multiple of four. */
export function vectorOfBytes(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
