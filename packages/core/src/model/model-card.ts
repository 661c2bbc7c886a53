import { z } from 'zod';
import { type BackboneReference, backboneReferenceSchema } from '../backbone/index.js';
import type { BackendInfo } from '../backend/index.js';
import { fields } from '../config/index.js';
import {
  type PrefixMetrics,
  prefixMetricsSchema,
  type RetrievalMetrics,
  retrievalMetricsSchema,
} from '../evaluation/index.js';
import { type InputSize, inputSizeSchema } from '../image/index.js';
import { type ModelOrigin, modelOriginSchema } from './model-origin.js';
import type { TrainingConfig } from './training-config.js';
import { trainingConfigSchema } from './training-config-schema.js';

/**
 * `umbra.json` of a model artifact: what the weights are, where they come from, and how the files
 * must look.
 */
export interface ModelCard {
  /** 2 knows backbones; 3 an origin and prefixes. The lowest that knows what is there. */
  readonly formatVersion: 1 | 2 | 3;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly config: TrainingConfig;
  /** What it was trained on from; left out when it was trained from the start. */
  readonly origin?: ModelOrigin;
  /** What pictures go through before the network of this artifact; left out when nothing. */
  readonly backbone?: BackboneReference;
  readonly classes: readonly string[];
  /** D */
  readonly embeddingDimension: number;
  /** d */
  readonly shadowDimension: number;
  readonly input: InputSize;
  /** Of the kept epoch, on the pictures held back from training. */
  readonly metrics: RetrievalMetrics;
  /** Of `baseline-pixels` on the same pictures; of bare features where only these were known. */
  readonly baseline: RetrievalMetrics;
  /** Of every prefix of a nested shadow, on the same pictures; left out for other shadows. */
  readonly prefixes?: readonly PrefixMetrics[];
  readonly seed: number;
  readonly versions: { readonly umbra: string; readonly tfjs: string };
  /** What trained it. */
  readonly backend: BackendInfo;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

export const backendInfoSchema: z.ZodType<BackendInfo> = fields({
  name: z.enum(['tensorflow', 'wasm', 'cpu']),
  detail: z.string(),
});

export const modelCardSchema: z.ZodType<ModelCard> = fields({
  formatVersion: z.literal([1, 2, 3], {
    error: 'must be 1, 2 or 3, the formats this version reads',
  }),
  name: z.string(),
  createdAt: z.iso.datetime(),
  config: trainingConfigSchema,
  origin: modelOriginSchema.exactOptional(),
  backbone: backboneReferenceSchema.exactOptional(),
  classes: z.array(z.string()),
  embeddingDimension: z.int().min(1),
  shadowDimension: z.int().min(1),
  input: inputSizeSchema,
  metrics: retrievalMetricsSchema,
  baseline: retrievalMetricsSchema,
  prefixes: z.array(prefixMetricsSchema).exactOptional(),
  seed: z.int(),
  versions: fields({ umbra: z.string(), tfjs: z.string() }),
  backend: backendInfoSchema,
  files: z.record(
    z.string(),
    fields({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
}).superRefine((card, context) => {
  if (!hasItsBackbone(card)) {
    const message = 'must be the backbone that config.encoder names';
    context.addIssue({ code: 'custom', path: ['backbone'], message });
  }
});

interface Standing {
  readonly config: TrainingConfig;
  readonly backbone?: BackboneReference | undefined;
  readonly origin?: ModelOrigin | undefined;
}

/**
 * A head names the backbone that it stands on. A backbone whose blocks were trained on is a part of
 * the model and is no longer the one of that name.
 */
export function hasItsBackbone({ config: { encoder }, backbone, origin }: Standing): boolean {
  const wanted = encoder.kind === 'backbone' ? encoder.backbone : undefined;
  return backbone === undefined
    ? wanted === undefined || origin !== undefined
    : backbone.sha256 === wanted;
}
