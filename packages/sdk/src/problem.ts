import type { Problem } from './types.js';

/**
 * `unreachable`: no answer came, or it broke off. `timed_out`: none came in time.
 * `unexpected_answer`: something answered that is not Umbra, a proxy in between for one. All others
 * are the API's own; a newer server may have some that this client does not know.
 */
export type ProblemCode =
  | Problem['code']
  | 'unreachable'
  | 'timed_out'
  | 'unexpected_answer'
  | (string & {});

interface ProblemFacts {
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: Problem['errors'];
}

/** The one error that calls throw, except for the reason of an aborted signal. Branch on `code`. */
export class UmbraProblem extends Error {
  override readonly name = 'UmbraProblem';
  readonly code: ProblemCode;
  /** The kind of problem in words. */
  readonly title: string;
  /** The HTTP status, 0 when no answer came. */
  readonly status: number;
  /** What is wrong and what to do, in a sentence; also the message. */
  readonly detail: string;
  /** Find the request in the server's log by it. */
  readonly requestId: string | null;
  /** One entry a wrong field. */
  readonly errors: Problem['errors'];

  constructor(facts: ProblemFacts, options?: ErrorOptions) {
    super(facts.detail, options);
    this.code = facts.code;
    this.title = facts.title;
    this.status = facts.status;
    this.detail = facts.detail;
    this.requestId = facts.requestId;
    this.errors = facts.errors;
  }
}

/** `body`: what an answer with an error status carried, parsed when it was JSON. */
export function problemOf(status: number, body: unknown): UmbraProblem {
  if (!isProblem(body)) return unexpectedAnswer(status);
  const { title = body.code, requestId = null, errors } = body;
  return new UmbraProblem({
    ...{ code: body.code, detail: body.detail, status, title, requestId },
    errors: Array.isArray(errors) ? errors : [],
  });
}

export function unexpectedAnswer(status: number, cause?: unknown): UmbraProblem {
  return new UmbraProblem(
    {
      code: 'unexpected_answer',
      title: 'Not an answer of Umbra',
      status,
      detail: `The server answered ${status}, but not as Umbra does: check the address.`,
      requestId: null,
      errors: [],
    },
    { cause },
  );
}

export function unreachable(cause: unknown): UmbraProblem {
  return new UmbraProblem(
    {
      code: 'unreachable',
      title: 'No answer from the server',
      status: 0,
      detail: 'No answer came: check that Umbra is running and that this computer reaches it.',
      requestId: null,
      errors: [],
    },
    { cause },
  );
}

export function timedOut(timeoutMs: number): UmbraProblem {
  return new UmbraProblem({
    code: 'timed_out',
    title: 'No answer in time',
    status: 0,
    detail: `No answer came within ${timeoutMs} ms: try again, or give it more time by timeoutMs.`,
    requestId: null,
    errors: [],
  });
}

/** What makes a problem; the rest may be missing. */
type LikeProblem = Pick<Problem, 'code' | 'detail'> & Partial<Problem>;

function isProblem(body: unknown): body is LikeProblem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'detail' in body &&
    typeof body.detail === 'string'
  );
}

/** Whether trying again may help: a connection that broke, a server that is starting. */
export function isPassing({ status }: UmbraProblem): boolean {
  return status === 0 || status >= 500;
}
