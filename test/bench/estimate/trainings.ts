/** The trainings of the bench `estimate`: presets and sizes that users meet, as plain JSON. */

interface Training {
  readonly name: string;
  readonly classes: number;
  /** Pictures of all classes. */
  readonly examples: number;
  /** Classes x pictures of a batch; the preset's own where it is left out. */
  readonly batch?: readonly [classes: number, images: number];
  readonly sliceSize?: number;
  /** Length of the vectors that the loss sees, the embeddings then; else the preset's shadows. */
  readonly vectors?: number;
  readonly stepsPerEpoch: number;
}

/** A net of a preset on square pictures. */
export interface NetTraining extends Training {
  readonly kind: 'net';
  readonly preset: 'quick' | 'balanced' | 'thorough';
  readonly side: number;
}

/** A head on features, with a hidden layer or without one. */
export interface HeadTraining extends Training {
  readonly kind: 'head';
  readonly features: number;
  readonly hidden: number | null;
}

export type EstimatedTraining = NetTraining | HeadTraining;

const net = { kind: 'net', classes: 16, examples: 1000 } as const;
const quick = { ...net, preset: 'quick', side: 48 } as const;
const head = { kind: 'head', features: 1024, hidden: null } as const;

export const trainings: readonly EstimatedTraining[] = [
  { ...quick, name: 'net, quick, 48 px, batch 64', stepsPerEpoch: 20 },
  { ...quick, name: 'net, quick, 48 px, batch 256', batch: [16, 16], stepsPerEpoch: 8 },
  {
    ...quick,
    name: 'net, quick, 48 px, batch 256 in slices of 64',
    batch: [16, 16],
    sliceSize: 64,
    stepsPerEpoch: 8,
  },
  { ...quick, name: 'net, quick, 28 px, batch 512', side: 28, batch: [16, 32], stepsPerEpoch: 8 },
  {
    ...net,
    name: 'net, balanced, 64 px, batch 64',
    preset: 'balanced',
    side: 64,
    stepsPerEpoch: 8,
  },
  {
    ...net,
    name: 'net, thorough, 96 px, batch 64',
    preset: 'thorough',
    side: 96,
    stepsPerEpoch: 4,
  },
  {
    ...head,
    name: 'head, linear, batch 128',
    classes: 20,
    examples: 2000,
    batch: [16, 8],
    stepsPerEpoch: 100,
  },
  {
    ...head,
    name: 'head, 512 hidden, batch 512',
    hidden: 512,
    classes: 40,
    examples: 4000,
    batch: [32, 16],
    stepsPerEpoch: 30,
  },
  {
    ...head,
    name: 'head, linear, 2048 features, batch 1024',
    features: 2048,
    classes: 64,
    examples: 6000,
    batch: [64, 16],
    stepsPerEpoch: 15,
  },
];
