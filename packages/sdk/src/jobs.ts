import { answer, given, type RawClient } from './answer.js';
import { eachOf, type Listing, listing } from './pages.js';
import { pause } from './pause.js';
import { hasEnded } from './run-events.js';
import type { CallOptions, ImportRefusal, Job, JobLogLine, PageOptions, Rerank } from './types.js';

export interface Rollback extends CallOptions {
  readonly gallery: string;
  /** Resolve when the job has ended instead of when it is queued. */
  readonly wait?: boolean | undefined;
}

export interface Promote extends Rollback {
  /** The id of the model that is to serve; left out: the one that serves. */
  readonly model?: string | undefined;
  /**
   * Whether the full embeddings rank what the shadows find, and in what they are kept: `int8` takes
   * one byte a number, `float32` four. Left out: as it is.
   */
  readonly rerank?: Rerank | undefined;
}

const pollMs = 200;

/** Work in the background. */
export function jobsOf(raw: RawClient) {
  const list = ({ signal, ...query }: PageOptions = {}): Listing<Job> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/jobs', {
            params: { query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  const get = (job: string, { signal }: CallOptions = {}): Promise<Job> =>
    answer(raw.GET('/v1/jobs/{job}', { params: { path: { job } }, ...given({ signal }) }), signal);
  /** The job as it is, and again whenever it got further, until it has ended. */
  async function* follow(job: string, { signal }: CallOptions = {}) {
    let seen = '';
    for (;;) {
      const current = await get(job, { signal });
      const text = JSON.stringify(current);
      if (text !== seen) yield current;
      if (hasEnded(current)) return;
      seen = text;
      await pause(pollMs, signal);
    }
  }
  return {
    list,
    /** Every job, page after page. */
    each: (options: PageOptions = {}) =>
      eachOf((cursor) => list({ ...options, cursor }), options.cursor),
    get,
    /** Resolves when the job has ended, however it did: look at its `state`. */
    finished: async (job: string, options: CallOptions = {}): Promise<Job> => {
      let last: Job | undefined;
      for await (const current of follow(job, options)) last = current;
      return last ?? get(job, options);
    },
    follow,
    ...recordsOf(raw),
    cancel: (job: string, { signal }: CallOptions = {}): Promise<Job> =>
      answer(
        raw.POST('/v1/jobs/{job}/cancel', {
          params: { path: { job } },
          ...given({ signal }),
        }),
        signal,
      ),
  };
}

function recordsOf(raw: RawClient) {
  return {
    /** What an import left out, and why. */
    refusals: (job: string, { signal, ...query }: PageOptions = {}): Listing<ImportRefusal> =>
      listing(
        (cursor) =>
          answer(
            raw.GET('/v1/jobs/{job}/refusals', {
              params: { path: { job }, query: given({ ...query, cursor }) },
              ...given({ signal }),
            }),
            signal,
          ),
        query,
      ),
    /** What happened to a job, in short lines; the newest 200. */
    log: (job: string, { signal, ...query }: PageOptions = {}): Listing<JobLogLine> =>
      listing(
        (cursor) =>
          answer(
            raw.GET('/v1/jobs/{job}/log', {
              params: { path: { job }, query: given({ ...query, cursor }) },
              ...given({ signal }),
            }),
            signal,
          ),
        query,
      ),
  };
}

export function promoteOf(raw: RawClient, jobs: ReturnType<typeof jobsOf>) {
  /**
   * Lets a model serve a gallery: all its items are embedded with it, and searches go over to it at
   * one moment. Resolves with the job; with `wait` when it has ended, however it did: look at its
   * `state`.
   */
  return async ({ gallery, model, rerank, wait = false, signal }: Promote): Promise<Job> => {
    const job = await answer(
      raw.POST('/v1/galleries/{gallery}/promote', {
        params: { path: { gallery } },
        body: given({ model, rerank }),
        ...given({ signal }),
      }),
      signal,
    );
    return wait ? jobs.finished(job.id, { signal }) : job;
  };
}

export function rollbackOf(raw: RawClient, jobs: ReturnType<typeof jobsOf>) {
  /** Lets the model that served before serve again. Resolves as a promotion does. */
  return async ({ gallery, wait = false, signal }: Rollback): Promise<Job> => {
    const job = await answer(
      raw.POST('/v1/galleries/{gallery}/rollback', {
        params: { path: { gallery } },
        ...given({ signal }),
      }),
      signal,
    );
    return wait ? jobs.finished(job.id, { signal }) : job;
  };
}
