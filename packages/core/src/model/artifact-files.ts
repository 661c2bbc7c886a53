/** The files of a model artifact. */
export const artifactFiles = {
  topology: 'model.json',
  weights: 'weights.bin',
  card: 'umbra.json',
} as const;
