import { parentPort } from 'node:worker_threads';
import { type ErrorCode, invariant, isUmbraError } from '@umbra/core/errors';

/** One answer a request, in their order. */
export type ThreadAnswer<Result> =
  | { readonly result: Result }
  /** `code` is null for our own mistakes. */
  | { readonly code: ErrorCode | null; readonly message: string };

interface Served<Result> {
  readonly result: Result;
  /** Buffers of the result that move to the asker. */
  readonly moved: readonly ArrayBuffer[];
}

/** The far side of a `RequestThread`: answers in this worker thread until it is asked to end. */
export function serveRequests<Request, Result>(
  serve: (request: Request) => Promise<Served<Result>> | Served<Result>,
): void {
  const port = parentPort;
  invariant(port !== null, 'requests are served in a worker thread');
  const send = (answer: ThreadAnswer<Result>, moved: readonly ArrayBuffer[] = []): void =>
    port.postMessage(answer, [...moved]);
  port.on('message', async (request: Request | 'end') => {
    if (request === 'end') {
      port.close();
      return;
    }
    try {
      const { result, moved } = await serve(request);
      send({ result }, moved);
    } catch (error) {
      const code = isUmbraError(error) ? error.code : null;
      send({ code, message: error instanceof Error ? error.message : String(error) });
    }
  });
}
