import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** Six 64-bit fields, two 32-bit ones, five 64-bit ones. */
const headerBytes = 96;
const nodesAt = 16;
const nodeBytesAt = 24;
const labelAt = 32;
const vectorAt = 40;
/** Within a node: a bit of its third byte tells that it is deleted. */
const flagsAt = 2;
const deletedFlag = 1;

/**
 * Whether a graph's file has every byte that its own header announces. The library reports no
 * failed write, so a full disk leaves a file cut off anywhere. Layout: header, the nodes' fixed
 * part, then for each node the length of its links on the upper levels and the links.
 */
export function isWholeGraphFile(path: string, nodes: number): boolean {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const header = Buffer.alloc(headerBytes);
    if (size < headerBytes || readSync(file, header, 0, headerBytes, 0) < headerBytes) return false;
    if (header.readBigUInt64LE(nodesAt) !== BigInt(nodes)) return false;
    const linksAt = headerBytes + nodes * Number(header.readBigUInt64LE(nodeBytesAt));
    return linksAt <= size && endsAt(file, { linksAt, nodes }) === size;
  } finally {
    closeSync(file);
  }
}

/**
 * Overwrites the vectors of deleted nodes with zeros: the library keeps them for ever, since
 * searches pass through the nodes. As zeros they lead nowhere in particular.
 */
export function blankDeletedNodes(path: string, nodes: number): void {
  const file = openSync(path, 'r+');
  try {
    const header = Buffer.alloc(headerBytes);
    readSync(file, header, 0, headerBytes, 0);
    const nodeBytes = Number(header.readBigUInt64LE(nodeBytesAt));
    const from = Number(header.readBigUInt64LE(vectorAt));
    const blank = Buffer.alloc(Number(header.readBigUInt64LE(labelAt)) - from);
    const flags = Buffer.alloc(1);
    for (let at = headerBytes; at < headerBytes + nodes * nodeBytes; at += nodeBytes) {
      readSync(file, flags, 0, 1, at + flagsAt);
      if ((flags.readUInt8() & deletedFlag) !== 0) {
        writeSync(file, blank, 0, blank.length, at + from);
      }
    }
  } finally {
    closeSync(file);
  }
}

/** Where the last node's links end, or NaN when the file is over before. */
function endsAt(
  file: number,
  layout: { readonly linksAt: number; readonly nodes: number },
): number {
  const chunk = Buffer.alloc(1 << 16);
  let chunkAt = 0;
  let chunkBytes = 0;
  let at = layout.linksAt;
  for (let node = 0; node < layout.nodes; node++) {
    if (at < chunkAt || at + 4 > chunkAt + chunkBytes) {
      chunkAt = at;
      chunkBytes = readSync(file, chunk, 0, chunk.length, at);
      if (chunkBytes < 4) return Number.NaN;
    }
    at += 4 + chunk.readUInt32LE(at - chunkAt);
  }
  return at;
}
