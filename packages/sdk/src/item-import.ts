import { answer, given, type RawClient } from './answer.js';
import type { jobsOf } from './jobs.js';
import { asBlob } from './picture-form.js';
import type { CallOptions, Job } from './types.js';

export interface ItemImport extends CallOptions {
  readonly gallery: string;
  /**
   * A .zip, .tar or .tar.gz of `<label>/<picture>`, or NDJSON. In Node `openAsBlob(path)` of
   * `node:fs` streams a file of any size.
   */
  readonly file: Blob | Uint8Array | ArrayBuffer;
  /** Resolve when the job has ended instead of when it is queued. */
  readonly wait?: boolean | undefined;
}

export function importOf(raw: RawClient, jobs: ReturnType<typeof jobsOf>) {
  /**
   * Files what an archive or NDJSON holds, in a job. Resolves when the file is on the server's
   * disk; with `wait` when the job has ended, however it did: look at its `state`.
   */
  return async ({ gallery, file, wait = false, signal }: ItemImport): Promise<Job> => {
    const body = asBlob(file);
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
}
