import { errorCodes } from '@umbra/core/errors';
import { z } from 'zod';

/** The codes an answer may carry: the product's own, and one for our own mistakes. */
export const problemCodes = [...errorCodes, 'internal_error'] as const;
export type ProblemCode = (typeof problemCodes)[number];

interface Meaning {
  readonly status: number;
  readonly title: string;
}

/** What each code of the closed set means in HTTP. */
export const problemMeanings: Record<ProblemCode, Meaning> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  empty_file: { status: 400, title: 'The file is empty' },
  unauthorized: { status: 401, title: 'A valid key is needed' },
  forbidden: { status: 403, title: 'The key may not do this' },
  not_found: { status: 404, title: 'Not found' },
  name_taken: { status: 409, title: 'The name is taken' },
  conflict: { status: 409, title: 'Not possible in the present state' },
  file_too_large: { status: 413, title: 'The file is too large' },
  image_too_many_pixels: { status: 413, title: 'The picture has too many pixels' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  not_an_image: { status: 415, title: 'The file is not a picture' },
  rate_limited: { status: 429, title: 'Too many requests' },
  invalid_vector: { status: 422, title: 'The vector is not valid' },
  wrong_dimension: { status: 422, title: 'The vector has the wrong dimension' },
  config_invalid: { status: 422, title: 'The configuration is not valid' },
  dataset_invalid: { status: 422, title: 'The data set is not valid' },
  too_few_classes: { status: 422, title: 'Too few labels to train with' },
  too_few_images: { status: 422, title: 'Too few pictures to train with' },
  damaged_image: { status: 422, title: 'The picture is damaged' },
  budget_exceeded: { status: 422, title: 'The training needs more than it may take' },
  checkpoint_mismatch: { status: 422, title: 'The checkpoint is of another training' },
  model_unsupported: { status: 422, title: 'The model file cannot be used' },
  training_failed: { status: 500, title: 'The training failed' },
  training_collapsed: { status: 500, title: 'The training collapsed' },
  loss_dead: { status: 500, title: 'The training has nothing left to learn from' },
  checkpoint_corrupt: { status: 500, title: 'A checkpoint is damaged' },
  model_corrupt: { status: 500, title: 'A model file is damaged' },
  index_corrupt: { status: 500, title: 'An index file is damaged' },
  internal_error: { status: 500, title: 'Something went wrong' },
  backend_unavailable: { status: 503, title: 'The computing backend is not there' },
  backbone_missing: { status: 503, title: 'A backbone is not installed' },
  unavailable: { status: 503, title: 'Not available at the moment' },
};

export const problemSchema = z
  .object({
    type: z.string().describe('A URI that names the kind of problem.'),
    title: z.string().describe('The kind of problem in words.'),
    status: z.int().describe('The HTTP status, repeated.'),
    detail: z.string().describe('What is wrong with this request and what to do.'),
    code: z.enum(problemCodes).describe('Stable: programs may branch on it.'),
    requestId: z.string().describe('Find the request in the log by it.'),
    errors: z
      .array(
        z.object({
          path: z.string().describe('The field, dotted: `config.loss.margin`.'),
          message: z.string().describe('What the field must be.'),
        }),
      )
      .describe('One entry a wrong field; empty where no field is to blame.'),
  })
  .meta({ id: 'Problem', description: 'An RFC 9457 problem document.' });

export type Problem = z.infer<typeof problemSchema>;
