import { crc32, deflateSync } from 'node:zlib';

/** A pixel's colour by its place, 0 to 255 each. */
export type Painter = (x: number, y: number) => readonly [number, number, number];

/** A real PNG file (RFC 2083), small enough to be made thousands of times. */
export function png(side: number, paint: Painter): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc(side * (side * 3 + 1)); // each row begins with its filter: none
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      rows.set(paint(x, y), y * (side * 3 + 1) + 1 + x * 3);
    }
  }
  return file(header(side, side), deflateSync(rows));
}

/**
 * The header of a picture of `side` x `side` pixels without the pixels: what an image bomb looks
 * like at first.
 */
export function pngBomb(side: number): Uint8Array<ArrayBuffer> {
  return file(header(side, side), deflateSync(Buffer.alloc(64)));
}

/** Stripes of a kind: the angle makes the label, the number the picture. */
export function stripes(kind: number, number: number): Uint8Array<ArrayBuffer> {
  const angle = (kind * Math.PI) / 5;
  return png(32, (x, y) => {
    const along = x * Math.cos(angle) + y * Math.sin(angle) + number * 0.4;
    const light = Math.round(127 + 100 * Math.sin(along / 2));
    return [light, Math.min(255, light + number * 3), 255 - light];
  });
}

function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  return bytes;
}

function file(head: Buffer, data: Buffer): Uint8Array<ArrayBuffer> {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
