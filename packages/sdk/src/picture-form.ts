import type { Picture } from './types.js';

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A multipart form with a picture and text fields; fields without a value are left out. */
export function pictureForm(image: Picture, fields: Fields): FormData {
  const form = new FormData();
  form.append('image', asBlob(image));
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, String(value));
  }
  return form;
}

export function asBlob(image: Picture): Blob {
  // The copy is for views of shared memory, which no Blob may be made of.
  return image instanceof Blob ? image : new Blob([new Uint8Array(image)]);
}
