/**
 * The closed set of things that the world can do wrong. Each code is part of the public contract:
 * the API sends it, the command line maps it to an exit code, and clients may branch on it.
 * Mistakes of our own are `invariant` failures.
 */
export const errorCodes = [
  // requests
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'name_taken',
  'conflict',
  'unsupported_media_type',
  'rate_limited',
  // vectors
  'invalid_vector',
  'wrong_dimension',
  // pictures
  'empty_file',
  'file_too_large',
  'not_an_image',
  'image_too_many_pixels',
  // training data and configurations
  'config_invalid',
  'dataset_invalid',
  'too_few_classes',
  'too_few_images',
  'damaged_image',
  'training_failed',
  'training_collapsed',
  'loss_dead',
  'budget_exceeded',
  // model files of others
  'model_unsupported',
  // files of our own
  'model_corrupt',
  'checkpoint_corrupt',
  'checkpoint_mismatch',
  'backbone_missing',
  'index_corrupt',
  // the machine
  'backend_unavailable',
  'unavailable',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * One wrong field of an input: `path` is dotted (`config.loss.margin`), `message` says what it must
 * be.
 */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

export interface UmbraErrorOptions {
  readonly fields?: readonly FieldError[];
  readonly cause?: unknown;
}

/**
 * An error of the world. `message` is one plain sentence for the user: what is wrong and what to
 * do.
 */
export class UmbraError extends Error {
  override readonly name = 'UmbraError';
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];

  constructor(code: ErrorCode, message: string, options: UmbraErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.fields = options.fields ?? [];
  }
}

export function isUmbraError(error: unknown): error is UmbraError {
  return error instanceof UmbraError;
}
