import { buffer } from 'node:stream/consumers';
import { crc32, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

type Bytes = Uint8Array<ArrayBuffer>;

/** Contents by path. */
export type Files = Readonly<Record<string, Uint8Array | string>>;

export async function tarGzOf(files: Files): Promise<Bytes> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) {
    archive.entry({ name }, Buffer.from(content));
  }
  archive.finalize();
  return new Uint8Array(gzipSync(await buffer(archive)));
}

/** A zip of stored files. */
export function zipOf(files: Files): Bytes {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, file] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(file)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    locals.push(mark(0x04034b50), common, name, content);
    directory.push(mark(0x02014b50), Buffer.from([20, 3]), common, place, name);
    offset += 30 + name.length + content.length;
  }
  const contents = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length / 4, 4);
  end.writeUInt16LE(locals.length / 4, 6);
  end.writeUInt32LE(contents.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...locals, contents, mark(0x06054b50), end]));
}

function mark(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
