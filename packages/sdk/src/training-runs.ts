import { answer, given, type RawClient } from './answer.js';
import { eachOf, type Listing, listing } from './pages.js';
import { type EventsOptions, hasEnded, runEvents } from './run-events.js';
import type { CallOptions, PageOptions, Preset, RunEvent, TrainingRun } from './types.js';
import { type Work, workOf } from './work.js';

export interface Train extends CallOptions {
  readonly gallery: string;
  /** How long and how thoroughly; `balanced` when there is no `config` either. */
  readonly preset?: Preset | undefined;
  /** A whole training configuration instead of a preset. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Trains this model on instead of a new one: `current` for the one that serves the gallery, or
   * the id of a trained model.
   */
  readonly from?: string | undefined;
  /** `auto` lets the new model serve as soon as it is ready; `manual` if left out. */
  readonly promote?: 'auto' | 'manual' | undefined;
  readonly seed?: number | undefined;
}

/** A run under way; iterated it is everything that happens, from the start. */
export interface Training extends AsyncIterable<RunEvent> {
  readonly id: string;
  /** The run as it was when it was started. */
  readonly run: TrainingRun;
  /** Everything that happens, from the start or after `lastEventId`, until the run has ended. */
  events(options?: EventsOptions): AsyncIterable<RunEvent>;
  /** Resolves when the run has ended, however it did: look at its `state`. */
  finished(options?: CallOptions): Promise<TrainingRun>;
  cancel(): Promise<TrainingRun>;
}

export interface RunFilter {
  /** Only the runs of this gallery. */
  readonly gallery?: string | undefined;
}

export function trainingRunsOf(raw: RawClient) {
  const list = ({ signal, ...query }: PageOptions & RunFilter = {}): Listing<TrainingRun> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/training-runs', {
            params: { query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  const get = (run: string, { signal }: CallOptions = {}): Promise<TrainingRun> =>
    answer(
      raw.GET('/v1/training-runs/{run}', { params: { path: { run } }, ...given({ signal }) }),
      signal,
    );
  const events = (run: string, options: EventsOptions = {}): AsyncIterable<RunEvent> =>
    runEvents(raw, { run, ...options });
  const finished = async (run: string, options: CallOptions = {}): Promise<TrainingRun> => {
    for await (const event of events(run, options)) {
      if (event.kind === 'state' && hasEnded(event.run)) return event.run;
    }
    return get(run, options);
  };
  return {
    list,
    /** Every run, page after page. */
    each: (options: PageOptions & RunFilter = {}) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    get,
    /**
     * Everything that happens in a run, from the start or after `lastEventId`, until it has ended.
     */
    events,
    /** Resolves when the run has ended, however it did: look at its `state`. */
    finished,
    /** A run that has ended stays as it is. */
    cancel: (run: string, { signal }: CallOptions = {}): Promise<TrainingRun> =>
      answer(
        raw.POST('/v1/training-runs/{run}/cancel', {
          params: { path: { run } },
          ...given({ signal }),
        }),
        signal,
      ),
  };
}

export function trainOf(raw: RawClient, runs: ReturnType<typeof trainingRunsOf>) {
  const start = async ({ gallery, signal, ...settings }: Train): Promise<Training> => {
    // What is left out the API fills in.
    const body = given(settings);
    const run = await answer(
      raw.POST('/v1/galleries/{gallery}/train', {
        params: { path: { gallery } },
        body,
        ...given({ signal }),
      }),
      signal,
    );
    const events = (options?: EventsOptions) => runs.events(run.id, { signal, ...options });
    return {
      id: run.id,
      run,
      events,
      finished: (options) => runs.finished(run.id, { signal, ...options }),
      cancel: () => runs.cancel(run.id),
      [Symbol.asyncIterator]: () => events()[Symbol.asyncIterator](),
    };
  };
  /**
   * Starts to train a model on a gallery's labelled items. Resolves as soon as the run is queued.
   *
   * @example
   * for await (const event of umbra.train({ gallery, preset: 'quick' })) console.log(event);
   * const { state, model } = await umbra.train({ gallery }).finished();
   */
  return (options: Train): Work<Training, RunEvent, TrainingRun> =>
    workOf(start(options), {
      events: (training) => training,
      finished: (training) => training.finished(),
    });
}
