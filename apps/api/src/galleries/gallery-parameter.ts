/** `{gallery}` in the document; the gallery guard reads it. */
export const galleryParameter = {
  name: 'gallery',
  description: 'The name or the id of the gallery.',
  schema: { type: 'string' },
} as const;
