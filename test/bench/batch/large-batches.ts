import type { EstimatedTraining } from '../estimate/trainings.js';

/** Batches of 8,192 pictures, four of each class, whose loss sees vectors of 512 numbers. */
const large = {
  classes: 2048,
  examples: 5 * 2048,
  batch: [2048, 4],
  vectors: 512,
  stepsPerEpoch: 1,
} as const;

export const largeBatches: readonly EstimatedTraining[] = [
  { ...large, kind: 'head', name: 'linear head, 1024 features', features: 1024, hidden: null },
  { ...large, kind: 'net', name: 'net, quick, 32 px', preset: 'quick', side: 32 },
];
