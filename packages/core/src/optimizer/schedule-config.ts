import { z } from 'zod';
import { choice, fields, real, wholeNumber } from '../config/index.js';

interface WarmUp {
  /** Share of the steps in which the rate rises to its peak: Adam's first estimates are poor. */
  readonly warmUpShare: number;
}

/**
 * `cosine`: the learning rate falls along half a cosine to almost zero at the last step. `step`: it
 * is multiplied by `factor` after every `everyEpochs` epochs.
 */
export type ScheduleConfig =
  | (WarmUp & { readonly kind: 'constant' })
  | (WarmUp & { readonly kind: 'cosine' })
  | (WarmUp & { readonly kind: 'step'; readonly everyEpochs: number; readonly factor: number });

const warmUp = (share: number) => ({ warmUpShare: real({ min: 0, max: 0.5 }).default(share) });

export const scheduleConfigSchema: z.ZodType<ScheduleConfig> = choice(
  ['constant', 'cosine', 'step'],
  [
    fields({ kind: z.literal('constant'), ...warmUp(0) }),
    fields({ kind: z.literal('cosine'), ...warmUp(0.05) }),
    fields({
      kind: z.literal('step'),
      ...warmUp(0),
      everyEpochs: wholeNumber({ min: 1, max: 1000 }),
      factor: real({ min: 0.001, max: 1 }),
    }),
  ],
);
