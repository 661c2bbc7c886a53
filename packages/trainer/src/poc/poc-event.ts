import type { BackendInfo } from '@umbra/core/backend';
import type { SkippedPicture } from '../datasets/picture-source.js';
import type { Loading } from '../features/load-examples.js';
import type { PocReport } from './report.js';
import type { SearchPlan } from './search-plan.js';

/** The progress of a search, as data; `finished` is the last. */
export type PocEvent =
  | { readonly kind: 'backend'; readonly backend: BackendInfo }
  | ({ readonly kind: 'preparing' } & Loading)
  | ({ readonly kind: 'skipped' } & SkippedPicture)
  | { readonly kind: 'planned'; readonly plan: SearchPlan }
  | {
      /** After every epoch of every training. */
      readonly kind: 'training';
      readonly stage: 'timing' | 'search' | 'figures';
      readonly candidate: string;
      readonly seed: number;
      readonly epoch: number;
      readonly epochs: number;
      readonly secondsUsed: number;
      readonly secondsOfBudget: number;
    }
  | {
      readonly kind: 'trained';
      readonly stage: 'search' | 'figures';
      readonly candidate: string;
      readonly seed: number;
      /** On the pictures that the training held back. */
      readonly validationMapAtR: number;
    }
  | { readonly kind: 'measuring'; readonly what: string }
  | { readonly kind: 'finished'; readonly report: PocReport };
