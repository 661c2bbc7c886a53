import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

export const pictureTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
] as const;

/**
 * A picture that need not be read or shrunk when the caller has it already: only its tag is known
 * beforehand.
 */
export interface Picture {
  readonly tag: string;
  readonly mediaType: string;
  read(): Promise<Uint8Array>;
}

export async function sendPicture(
  reply: FastifyReply,
  picture: Picture,
  knownTags: string | undefined,
): Promise<StreamableFile | undefined> {
  const tag = `"${picture.tag}"`;
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (knownTags?.includes(tag)) {
    reply.status(304);
    return undefined;
  }
  const bytes = await picture.read();
  return new StreamableFile(bytes, { type: picture.mediaType, length: bytes.byteLength });
}
