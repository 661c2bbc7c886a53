import type { RunMessage } from './training-run.js';

/** Seconds that the stages of a training have taken; null for a stage that it does not have. */
export interface StageTimes {
  /** Pictures read and decoded. */
  readonly pictures: number;
  /** Pictures sent through the backbone: all but those that the cache knew. */
  readonly features: { readonly seconds: number; readonly computed: number } | null;
  /** Steps and validations. */
  readonly training: number;
}

/** Reads the messages of a training as they come. `clock` is in milliseconds. */
export function timeStages(clock: () => number): {
  read(message: RunMessage): void;
  times(): StageTimes;
} {
  const begun: Partial<Record<'features' | 'training', number>> = {};
  const start = clock();
  let computed: number | undefined;
  return {
    read: (message) => {
      if (message.kind === 'preparing' && message.stage === 'features') {
        begun.features ??= clock();
        computed ??= message.total - message.done;
      } else if (message.kind === 'event' && message.event.kind === 'started') {
        begun.training ??= clock();
      }
    },
    times: () => {
      const { features, training = clock() } = begun;
      return {
        pictures: ((features ?? training) - start) / 1000,
        features:
          features === undefined
            ? null
            : { seconds: (training - features) / 1000, computed: computed ?? 0 },
        training: (clock() - training) / 1000,
      };
    },
  };
}
