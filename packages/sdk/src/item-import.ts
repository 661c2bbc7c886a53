import { answer, given, type RawClient } from './answer.js';
import type { jobsOf } from './jobs.js';
import { asBlob } from './picture-form.js';
import type { Bytes, CallOptions, Job } from './types.js';
import { type Work, workOf } from './work.js';

export interface ItemImport extends CallOptions {
  readonly gallery: string;
  /**
   * A .zip, .tar or .tar.gz of `<label>/<picture>`, or NDJSON. `{ path }` is read from the disk
   * while it is sent, however large it is.
   */
  readonly file: Bytes;
  /** Resolve when the job has ended instead of when it is queued. */
  readonly wait?: boolean | undefined;
}

export function importOf(raw: RawClient, jobs: ReturnType<typeof jobsOf>) {
  const start = async ({ gallery, file, wait = false, signal }: ItemImport): Promise<Job> => {
    const body = await asBlob(file);
    const job = await answer(
      raw.POST('/v1/galleries/{gallery}/items/import', {
        params: { path: { gallery } },
        headers: { 'content-type': 'application/octet-stream' },
        body,
        bodySerializer: () => body,
        ...given({ signal }),
      }),
      signal,
    );
    return wait ? jobs.finished(job.id, { signal }) : job;
  };
  /**
   * Files what an archive or NDJSON holds, in a job. Resolves when the file is on the server's
   * disk; with `wait` when the job has ended, however it did: look at its `state`.
   *
   * @example
   * for await (const { progress } of umbra.import({ gallery, file: { path: 'parts.zip' } })) {
   *   console.log(`${progress.done} of ${progress.total}`);
   * }
   */
  return (options: ItemImport): Work<Job, Job, Job> => {
    const { signal } = options;
    return workOf(start(options), {
      events: ({ id }) => jobs.follow(id, { signal }),
      finished: ({ id }) => jobs.finished(id, { signal }),
    });
  };
}
