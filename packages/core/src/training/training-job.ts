/**
 * What the API and the training worker say to each other over the child process's message channel.
 * Both sides check what they receive against these schemas, since they may be of different
 * versions.
 */
import { z } from 'zod';
import type { BackendInfo, BackendRequest } from '../backend/index.js';
import { fields } from '../config/index.js';
import { type ErrorCode, errorCodes } from '../errors/index.js';
import {
  backendInfoSchema,
  type ModelCard,
  modelCardSchema,
  type TrainingConfig,
  trainingConfigSchema,
} from '../model/index.js';
import { type PresetName, presetNames } from './presets.js';
import { type TrainingEvent, trainingEventSchema } from './training-event.js';

export interface TrainingJob {
  /** File of NDJSON lines `{ "path": string, "label": string }`. */
  readonly manifest: string;
  /** The model artifact is written here; it must not exist. */
  readonly outputDirectory: string;
  /** Where the features of pictures may be kept between runs. */
  readonly cacheDirectory?: string;
  /** The folder of backbones. */
  readonly backbonesDirectory: string;
  /** The artifact of the model that is trained on; left out: a new one is trained. */
  readonly from?: { readonly directory: string };
  readonly training: PresetRequest | { readonly config: TrainingConfig };
  readonly seed: number;
  readonly backend: BackendRequest;
  /** Where checkpoints are written, and where a training that broke off is continued from. */
  readonly checkpoint?: { readonly file: string; readonly everySeconds: number };
}

export interface PresetRequest {
  readonly preset: PresetName;
  /**
   * Name or SHA-256 of a backbone, or `none` for a net from scratch; when left out, the newest one
   * if the pictures suit it.
   */
  readonly backbone?: string;
}

/** API -> worker. */
export type WorkerRequest =
  | { readonly kind: 'start'; readonly job: TrainingJob }
  | { readonly kind: 'cancel' };

/** Worker -> API; `succeeded`, `cancelled` and `failed` are the last message of a run. */
export type WorkerMessage =
  | {
      readonly kind: 'preparing';
      /** Pictures are read first and, for the head of a backbone, then sent through it. */
      readonly stage: 'pictures' | 'features';
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'backend'; readonly backend: BackendInfo }
  | { readonly kind: 'config'; readonly config: TrainingConfig }
  | {
      /** Of the whole training, before it starts; told only when somebody asked for it. */
      readonly kind: 'estimate';
      readonly bytes: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'event';
      readonly event: TrainingEvent;
      readonly elapsedMs: number;
      readonly secondsLeft: number | null;
      readonly imagesPerSecond: number | null;
    }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  | { readonly kind: 'succeeded'; readonly card: ModelCard }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

const count = z.int().min(0);

export const trainingJobSchema: z.ZodType<TrainingJob> = fields({
  manifest: z.string().min(1),
  outputDirectory: z.string().min(1),
  cacheDirectory: z.string().min(1).exactOptional(),
  backbonesDirectory: z.string().min(1),
  from: fields({ directory: z.string().min(1) }).exactOptional(),
  training: z.union([
    fields({ preset: z.enum(presetNames), backbone: z.string().min(1).exactOptional() }),
    fields({ config: trainingConfigSchema }),
  ]),
  seed: count,
  backend: z.enum(['auto', 'tensorflow', 'wasm', 'cpu']),
  checkpoint: fields({
    file: z.string().min(1),
    everySeconds: z.number().min(0),
  }).exactOptional(),
});

export const workerRequestSchema: z.ZodType<WorkerRequest> = z.discriminatedUnion('kind', [
  fields({ kind: z.literal('start'), job: trainingJobSchema }),
  fields({ kind: z.literal('cancel') }),
]);

export const workerMessageSchema: z.ZodType<WorkerMessage> = z.discriminatedUnion('kind', [
  fields({
    kind: z.literal('preparing'),
    stage: z.enum(['pictures', 'features']),
    done: count,
    total: count,
  }),
  fields({ kind: z.literal('backend'), backend: backendInfoSchema }),
  fields({ kind: z.literal('config'), config: trainingConfigSchema }),
  fields({ kind: z.literal('estimate'), bytes: z.number().min(0), seconds: z.number().min(0) }),
  fields({
    kind: z.literal('event'),
    event: trainingEventSchema,
    elapsedMs: z.number().min(0),
    secondsLeft: z.number().min(0).nullable(),
    imagesPerSecond: z.number().min(0).nullable(),
  }),
  fields({ kind: z.literal('skipped'), path: z.string(), reason: z.string() }),
  fields({ kind: z.literal('succeeded'), card: modelCardSchema }),
  fields({ kind: z.literal('cancelled') }),
  fields({ kind: z.literal('failed'), code: z.enum(errorCodes), message: z.string() }),
]);
