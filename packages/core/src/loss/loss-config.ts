/**
 * The losses as plain JSON: what a saved model records. Each kind is described in the file of its
 * name. Every field but `kind` may be left out: it then gets the usual value of the loss's paper.
 */
import { z } from 'zod';
import { choice, fields, flag, real, wholeNumber } from '../config/index.js';

/** `normalize`: on unit vectors, as in the paper's experiments; else as in its formula. */
export interface ShadowLossConfig {
  kind: 'shadow';
  margin: number;
  normalize: boolean;
}

/** A margin is in the units of `distance`; `soft` is none. */
export interface TripletLossConfig {
  kind: 'triplet';
  margin: number | 'soft';
  distance: 'euclidean' | 'squared-euclidean' | 'cosine';
}

export interface AngularLossConfig {
  kind: 'angular';
  angleDegrees: number;
}

export interface ContrastiveLossConfig {
  kind: 'contrastive';
  margin: number;
  normalize: boolean;
}

export interface NPairLossConfig {
  kind: 'n-pair';
  l2Weight: number;
}

export interface SupervisedContrastiveLossConfig {
  kind: 'supervised-contrastive';
  temperature: number;
}

/** `epsilon: null` leaves the paper's mining of pairs out. */
export interface MultiSimilarityLossConfig {
  kind: 'multi-similarity';
  alpha: number;
  beta: number;
  base: number;
  epsilon: number | null;
}

export interface CircleLossConfig {
  kind: 'circle';
  margin: number;
  scale: number;
}

/** Losses that learn proxies: how much faster than the network these learn. */
interface WithProxies {
  learningRateFactor: number;
}

export interface SoftTripleLossConfig extends WithProxies {
  kind: 'soft-triple';
  centers: number;
  scale: number;
  gamma: number;
  margin: number;
  regularization: number;
}

export interface ProxyAnchorLossConfig extends WithProxies {
  kind: 'proxy-anchor';
  margin: number;
  scale: number;
}

export interface ProxyNcaLossConfig extends WithProxies {
  kind: 'proxy-nca';
  temperature: number;
}

export interface ArcFaceLossConfig extends WithProxies {
  kind: 'arcface';
  marginDegrees: number;
  scale: number;
}

export type LossConfig =
  | ShadowLossConfig
  | TripletLossConfig
  | AngularLossConfig
  | ContrastiveLossConfig
  | NPairLossConfig
  | SupervisedContrastiveLossConfig
  | MultiSimilarityLossConfig
  | CircleLossConfig
  | SoftTripleLossConfig
  | ProxyAnchorLossConfig
  | ProxyNcaLossConfig
  | ArcFaceLossConfig;

const marginMessage = 'must be a number above 0: at 0 a collapsed model would cost nothing';
const margin = z.number({ error: marginMessage }).positive({ error: marginMessage });
const softMessage = 'must be "soft" or a number above 0: at 0 a collapsed model would cost nothing';
const distances = ['euclidean', 'squared-euclidean', 'cosine'] as const;
const temperature = real({ min: 0.001, max: 10 });
const scale = real({ min: 0.1, max: 256 });
/**
 * 10, of 1, 10 and 100, by MAP@R on validation pictures, seed 1, for a head on MobileNet features.
 * X-SDD steel: Proxy-Anchor 95.6, 96.5, 96.7, SoftTriple 92.7, 93.5, 93.9; grocery96: Proxy-Anchor
 * 37.7, 40.5, 41.1, SoftTriple 47.3, 45.2, 42.7. Neither end does well everywhere.
 */
const learningRateFactor = real({ min: 0.01, max: 10_000 }).default(10);

export const lossKinds: readonly LossConfig['kind'][] = [
  ...(['shadow', 'triplet', 'angular', 'contrastive', 'n-pair'] as const),
  ...(['supervised-contrastive', 'multi-similarity', 'circle'] as const),
  ...(['soft-triple', 'proxy-anchor', 'proxy-nca', 'arcface'] as const),
];

/** Checks a `LossConfig`; unknown kinds and unknown fields are refused. */
export const lossConfigSchema: z.ZodType<LossConfig> = choice(lossKinds, [
  fields({
    kind: z.literal('shadow'),
    margin: margin.default(0.2),
    normalize: flag().default(true),
  }),
  fields({
    kind: z.literal('triplet'),
    margin: z
      .union(
        [z.literal('soft'), z.number({ error: softMessage }).positive({ error: softMessage })],
        { error: softMessage },
      )
      .default(1),
    distance: z
      .enum(distances, {
        error: 'must be "euclidean", "squared-euclidean" or "cosine"',
      })
      .default('euclidean'),
  }),
  fields({
    kind: z.literal('angular'),
    angleDegrees: real({ min: 1, max: 89 }).default(45),
  }),
  fields({
    kind: z.literal('contrastive'),
    margin: margin.default(1),
    normalize: flag().default(true),
  }),
  fields({ kind: z.literal('n-pair'), l2Weight: real({ min: 0, max: 10 }).default(0.002) }),
  fields({
    kind: z.literal('supervised-contrastive'),
    temperature: temperature.default(0.1),
  }),
  fields({
    kind: z.literal('multi-similarity'),
    alpha: scale.default(2),
    beta: scale.default(50),
    base: real({ min: -1, max: 1 }).default(0.5),
    epsilon: real({ min: 0, max: 2 }).nullable().default(0.1),
  }),
  fields({
    kind: z.literal('circle'),
    margin: real({ min: 0, max: 1 }).default(0.4),
    scale: scale.default(80),
  }),
  fields({
    kind: z.literal('soft-triple'),
    centers: wholeNumber({ min: 1, max: 100 }).default(10),
    scale: scale.default(20),
    gamma: temperature.default(0.1),
    margin: real({ min: 0, max: 1 }).default(0.01),
    regularization: real({ min: 0, max: 10 }).default(0.2),
    learningRateFactor,
  }),
  fields({
    kind: z.literal('proxy-anchor'),
    margin: real({ min: 0, max: 1 }).default(0.1),
    scale: scale.default(32),
    learningRateFactor,
  }),
  fields({
    kind: z.literal('proxy-nca'),
    temperature: temperature.default(1 / 9),
    learningRateFactor,
  }),
  fields({
    kind: z.literal('arcface'),
    marginDegrees: real({ min: 0, max: 89 }).default(28.6),
    scale: scale.default(64),
    learningRateFactor,
  }),
]);
