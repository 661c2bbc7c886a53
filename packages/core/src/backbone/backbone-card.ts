import { z } from 'zod';
import { fields } from '../config/index.js';
import { type InputSize, inputSizeSchema } from '../image/index.js';
import { type InputScaling, inputScalings } from './scale-pixels.js';

/** What a backbone's files are. */
export const backboneFormats = ['tfjs-layers', 'tfjs-graph', 'onnx'] as const;
export type BackboneFormat = (typeof backboneFormats)[number];

/** What becomes of a feature map [h, w, C]: its mean over h and w, or all of its numbers. */
export const poolings = ['average', 'none'] as const;
export type Pooling = (typeof poolings)[number];

/** How pictures go through a backbone. */
export interface BackboneUse {
  readonly scaling: InputScaling;
  readonly pooling: Pooling;
  /** The layer or node whose output is taken; null for the model's own output. */
  readonly output: string | null;
}

/** The backbone that a model stands on: all that its features depend on, but their size. */
export interface BackboneReference extends BackboneUse {
  /** See `backboneHash`. */
  readonly sha256: string;
  readonly name: string;
}

/** `backbone.json` beside the files of a backbone. */
export interface BackboneCard extends BackboneReference {
  readonly formatVersion: 1;
  readonly format: BackboneFormat;
  /** The size at which pictures enter it, unless a training says otherwise. */
  readonly input: InputSize;
  /** Whether it takes no other size. */
  readonly fixedSize: boolean;
  /** F at that size. */
  readonly featureWidth: number;
  /** Where it came from: a path or an address. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
  /** In the order in which the hash takes them. */
  readonly files: readonly BackboneFile[];
}

export interface BackboneFile {
  /** Relative to the backbone's folder; the model file comes first. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const referenceFields = {
  sha256: sha256Schema,
  name: z.string().min(1),
  scaling: z.enum(inputScalings),
  pooling: z.enum(poolings),
  output: z.string().min(1).nullable(),
};

export const backboneReferenceSchema: z.ZodType<BackboneReference> = fields(referenceFields);

export const backboneCardSchema: z.ZodType<BackboneCard> = fields({
  ...referenceFields,
  formatVersion: z.literal(1, { error: 'must be 1, the only format this version reads' }),
  format: z.enum(backboneFormats),
  input: inputSizeSchema,
  fixedSize: z.boolean(),
  featureWidth: z.int().min(1),
  source: z.string(),
  addedAt: z.iso.datetime(),
  files: z
    .array(fields({ name: z.string().min(1), bytes: z.int().min(0), sha256: sha256Schema }))
    .min(1)
    .readonly(),
});

/** The part of a card that a model keeps. */
export function referenceOf(card: BackboneCard): BackboneReference {
  const { sha256, name, scaling, pooling, output } = card;
  return { sha256, name, scaling, pooling, output };
}
