/**
 * What the bench `train` computes, as plain JSON: the same for every contestant, ours and PyTorch's
 * (`torch_contestant.py` reads these fields).
 */

interface Training {
  readonly name: string;
  /** Classes and pictures of each in a batch. */
  readonly classes: number;
  readonly images: number;
  /** Of what is embedded, and of what the loss sees. */
  readonly embedding: number;
  readonly shadow: number;
  /** `shadow`: on unit vectors, margin 0.2, over all triplets, which is the cosine triplet loss. */
  readonly loss: 'shadow' | 'multi-similarity';
}

/** Blocks of convolution 3 x 3, max pool, batch norm, relu; a relu before the first pool. */
interface NetTraining extends Training {
  readonly kind: 'net';
  readonly side: number;
  readonly channels: number;
  readonly widths: readonly number[];
  /** Whether the pictures are varied. */
  readonly augmented: boolean;
}

/** A linear head on features that were computed before. */
interface HeadTraining extends Training {
  readonly kind: 'head';
  readonly features: number;
}

/** MobileNet v1 up to its last block, averaged: features of pictures. */
interface Features {
  readonly kind: 'features';
  readonly name: string;
  readonly side: number;
  readonly batch: number;
}

export type TrainingWorkload = NetTraining | HeadTraining;
export type Workload = TrainingWorkload | Features;

const ends = { embedding: 128, shadow: 64, loss: 'shadow' } as const;
const tiny = { kind: 'net', side: 48, channels: 3, widths: [8, 16, 32, 64] } as const;
const head = { kind: 'head', features: 1024, classes: 16, images: 8 } as const;

export const workloads: readonly Workload[] = [
  {
    ...ends,
    kind: 'net',
    name: 'net, 28 px grey, 32/64/128',
    side: 28,
    channels: 1,
    widths: [32, 64, 128],
    classes: 16,
    images: 4,
    augmented: false,
  },
  { ...ends, ...tiny, name: 'net, 48 px, tiny', classes: 16, images: 4, augmented: false },
  { ...ends, ...tiny, name: 'net, 48 px, tiny, varied', classes: 16, images: 4, augmented: true },
  { ...ends, ...head, name: 'head, shadow' },
  { ...ends, ...head, name: 'head, multi-similarity', loss: 'multi-similarity' },
  { kind: 'features', name: 'features of MobileNet, 128 px', side: 128, batch: 16 },
];

/** Pictures of a step. */
export function picturesOf(workload: Workload): number {
  return workload.kind === 'features' ? workload.batch : workload.classes * workload.images;
}
