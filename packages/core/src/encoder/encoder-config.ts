import { z } from 'zod';
import { choice, fields, wholeNumber } from '../config/index.js';
import { type NetSize, netSizes } from './net-size.js';

/** One convolutional block a width, each halving the picture's sides; see `convolutional.ts`. */
export interface ConvolutionalConfig {
  readonly kind: 'convolutional';
  /** A named net, or the channels of each block, from the picture to the embedding. */
  readonly widths: NetSize | readonly number[];
  /** D, the length of the embedding. */
  readonly embeddingDimension: number;
}

/** A trained head on the features of a network that stays as it is; see `backbone-head.ts`. */
export interface BackboneConfig {
  readonly kind: 'backbone';
  /** SHA-256 of the backbone. */
  readonly backbone: string;
  readonly head: HeadConfig;
  /** D, the length of the embedding. */
  readonly embeddingDimension: number;
}

/** `mlp`: one hidden layer of that width. */
export type HeadConfig =
  | { readonly kind: 'linear' }
  | { readonly kind: 'mlp'; readonly hidden: number };

export type EncoderConfig = ConvolutionalConfig | BackboneConfig;

const widthsMessage =
  'must be "tiny", "small", "base" or a list of 1 to 6 block widths from 1 to 1024';
const backboneMessage = 'must be the SHA-256 of a backbone: 64 hexadecimal digits';

const blockWidthsSchema = z
  .array(z.int().min(1).max(1024))
  .min(1, { error: widthsMessage })
  .max(6, { error: widthsMessage })
  .readonly();

const headConfigSchema: z.ZodType<HeadConfig> = choice(
  ['linear', 'mlp'],
  [
    fields({ kind: z.literal('linear') }),
    fields({ kind: z.literal('mlp'), hidden: wholeNumber({ min: 2, max: 8192 }) }),
  ],
);

export const encoderConfigSchema: z.ZodType<EncoderConfig> = choice(
  ['convolutional', 'backbone'],
  [
    fields({
      kind: z.literal('convolutional'),
      widths: z.union([z.enum(netSizes), blockWidthsSchema], { error: widthsMessage }),
      embeddingDimension: wholeNumber({ min: 2, max: 4096 }),
    }),
    fields({
      kind: z.literal('backbone'),
      backbone: z.string({ error: backboneMessage }).regex(/^[0-9a-f]{64}$/, backboneMessage),
      head: headConfigSchema,
      embeddingDimension: wholeNumber({ min: 2, max: 4096 }),
    }),
  ],
);
