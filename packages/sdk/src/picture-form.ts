import { fileOf } from './local-file.js';
import type { Bytes } from './types.js';

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A multipart form with a picture and text fields; fields without a value are left out. */
export function pictureForm(image: Blob, fields: Fields): FormData {
  const form = new FormData();
  form.append('image', image);
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, String(value));
  }
  return form;
}

/** Everything that bytes may come as, as a Blob; a stream is read to its end. */
export async function asBlob(bytes: Bytes): Promise<Blob> {
  if (bytes instanceof Blob) return bytes;
  // The copy is for views of shared memory, which no Blob may be made of.
  if (bytes instanceof Uint8Array || bytes instanceof ArrayBuffer) {
    return new Blob([new Uint8Array(bytes)]);
  }
  if ('path' in bytes) return fileOf(bytes.path);
  if ('base64' in bytes) return decoded(bytes.base64);
  if (bytes instanceof ReadableStream) return new Response(bytes).blob();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of bytes) pieces.push(new Uint8Array(piece));
  return new Blob(pieces);
}

function decoded(base64: string): Blob {
  const text = atob(base64.replace(/^data:[^,]*,/, ''));
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
}
