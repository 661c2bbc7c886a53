import { pause } from './pause.js';
import { timedOut } from './problem.js';

export type Fetch = (request: Request) => Promise<Response>;

/** How patient a client is with a server or a network that fails for a moment. */
export interface Patience {
  /** How often a request is sent again: 2 if left out, 0 for never. */
  readonly retries?: number | undefined;
  /**
   * How long to wait for each answer to begin: 300,000 if left out. Files sent as they are may take
   * as long as they need.
   */
  readonly timeoutMs?: number | undefined;
  /** Ends every call of this client, besides the signal of the call. */
  readonly signal?: AbortSignal | undefined;
}

const retriesUsual = 2;
const timeoutMsUsual = 300_000;
const pauseMsFirst = 250;
/** A server that asks for more than its window of a minute is not waited for. */
const pauseMsMax = 61_000;

/** These only read, though they are POSTs. */
const readingPosts = /\/(search|search\/batch|image-urls|session)$/;

/**
 * A fetch that tries again after 429 and 503 (as long as `Retry-After` says, else with growing
 * pauses) and after a connection that failed. Nothing is done twice by it: a POST that creates
 * carries an `Idempotency-Key`, by which the server knows the second from the first.
 */
export function patientFetch(fetch: Fetch | undefined, patience: Patience): Fetch {
  const { retries = retriesUsual, timeoutMs = timeoutMsUsual, signal } = patience;
  const send: Fetch = (request) => (fetch ?? globalThis.fetch)(request);
  return async (first) => {
    const request =
      signal === undefined ? first : new Request(first, { signal: anyOf(first, signal) });
    if (isFile(request)) return send(request);
    if (request.method === 'POST') addIdempotencyKey(request);
    let wasLost = false;
    for (let left = retries; ; left--) {
      // The last one is sent itself: a copy of its body would only cost memory.
      const attempt = left > 0 ? request.clone() : request;
      let waitMs = pauseMsFirst * 2 ** (retries - left) * (0.5 + Math.random() / 2);
      try {
        const response = await inTime(send, attempt, timeoutMs);
        const asked = waitMsAskedBy(response) ?? waitMs;
        if (left <= 0 || !isPassing(response) || asked > pauseMsMax) {
          return wasLost ? afterLoss(request, response) : response;
        }
        waitMs = asked;
        await response.body?.cancel();
      } catch (error) {
        if (request.signal.aborted) throw abortedBy(request.signal);
        if (left <= 0) throw error;
        wasLost = true;
      }
      await pause(waitMs, request.signal).catch(() => {
        throw abortedBy(request.signal);
      });
    }
  };
}

const abortReasons = new WeakSet<object>();

/** Whether it is what a signal was aborted with, and so none of ours to explain. */
export function isAbortReason(error: unknown): boolean {
  return typeof error === 'object' && error !== null && abortReasons.has(error);
}

function abortedBy({ reason }: AbortSignal): unknown {
  if (typeof reason === 'object' && reason !== null) abortReasons.add(reason);
  return reason;
}

/** A body as long as a disk: neither copied for a second attempt nor timed. */
function isFile(request: Request): boolean {
  return request.headers.get('content-type') === 'application/octet-stream';
}

function isPassing({ status }: Response): boolean {
  return status === 429 || status === 503;
}

/** `Retry-After` in seconds or as a date. */
function waitMsAskedBy({ headers }: Response): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const seconds = Number(text);
  const waitMs = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  // A little later than asked, and not everybody at once.
  return Number.isNaN(waitMs) ? null : Math.max(0, waitMs) + Math.random() * 250;
}

/** What a lost attempt deleted is gone, as it was to be. */
function afterLoss(request: Request, response: Response): Response {
  const isGone = request.method === 'DELETE' && response.status === 404;
  return isGone ? new Response(null, { status: 204 }) : response;
}

/** Not `randomUUID`: pages that are served without TLS lack it. */
function addIdempotencyKey({ headers, url }: Request): void {
  if (headers.has('idempotency-key') || readingPosts.test(new URL(url).pathname)) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  headers.set('idempotency-key', digits.join(''));
}

/** The answer, or a problem when its head is not there in time. Its body may take longer. */
async function inTime(send: Fetch, request: Request, timeoutMs: number): Promise<Response> {
  const controller = new AbortController();
  const late = timedOut(timeoutMs);
  const timer = setTimeout(() => controller.abort(late), timeoutMs);
  try {
    const signal = anyOf(request, controller.signal);
    return await send(new Request(request, { signal }));
  } catch (error) {
    throw controller.signal.aborted && !request.signal.aborted ? late : error;
  } finally {
    clearTimeout(timer);
  }
}

function anyOf(request: Request, other: AbortSignal): AbortSignal {
  return AbortSignal.any([request.signal, other]);
}
