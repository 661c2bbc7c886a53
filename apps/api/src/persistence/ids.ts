import { randomFillSync } from 'node:crypto';

/** Random bytes are drawn for many ids at once: asking for them takes longer than using them. */
const drawn = Buffer.alloc(4096);
let used = drawn.length;

let lastMs = 0;
let counter = 0;

/**
 * Ids are UUIDs of version 7 (RFC 9562): they sort by time, which makes them good cursors and
 * primary keys. Those made in one millisecond count on in the 12 bits after the time, so that they
 * sort as they were made.
 */
export function newId(nowMs: number = Date.now()): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const bytes = drawRandom(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** A copy of bytes that were never given out before. */
function drawRandom(length: number): Buffer {
  if (used + length > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += length;
  return Buffer.from(drawn.subarray(used - length, used));
}
