import { answer, given, type RawClient } from './answer.js';
import { type Listing, listing } from './pages.js';
import type { CallOptions, Job, PageOptions, PocEntry, PocReport } from './types.js';

export interface StartPoc extends CallOptions {
  readonly gallery: string;
  /** How long it may take, in seconds; ten minutes when left out. */
  readonly timeBudgetSeconds?: number | undefined;
  /** Refuses a search whose trainings would take more. */
  readonly memoryBudgetMb?: number | undefined;
}

export interface ReportOptions extends CallOptions {
  readonly gallery: string;
  /** The id of the job that made it. */
  readonly job: string;
}

/** Proofs of concept: which vectors, negatives and loss suit a gallery's pictures. */
export function pocOf(raw: RawClient) {
  const list = ({
    gallery,
    signal,
    ...query
  }: PageOptions & { readonly gallery: string }): Listing<PocEntry> =>
    listing(
      (cursor) =>
        answer(
          raw.GET('/v1/galleries/{gallery}/poc', {
            params: { path: { gallery }, query: given({ ...query, cursor }) },
            ...given({ signal }),
          }),
          signal,
        ),
      query,
    );
  const place = ({ gallery, job, signal }: ReportOptions) => ({
    params: { path: { gallery, job } },
    ...given({ signal }),
  });
  return {
    /** Resolves with the job as soon as it is queued; `umbra.jobs.finished` waits for its end. */
    start: ({ gallery, signal, ...body }: StartPoc): Promise<Job> =>
      answer(
        raw.POST('/v1/galleries/{gallery}/poc', {
          params: { path: { gallery } },
          body: given(body),
          ...given({ signal }),
        }),
        signal,
      ),
    /** The reports of a gallery, the newest first. */
    list,
    report: (options: ReportOptions): Promise<PocReport> =>
      answer(raw.GET('/v1/galleries/{gallery}/poc/{job}', place(options)), options.signal),
    /** The same as one HTML page that needs nothing else. */
    page: (options: ReportOptions): Promise<string> =>
      answer(
        raw.GET('/v1/galleries/{gallery}/poc/{job}/page', { parseAs: 'text', ...place(options) }),
        options.signal,
      ),
  };
}
