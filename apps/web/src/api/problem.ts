import { UmbraProblem } from './client';

/** What went wrong, ready to be shown. */
export interface ProblemNote {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  /** Messages by field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Will likely pass by itself: worth another try without asking. */
  readonly transient: boolean;
  /** The request itself was at fault: the same one again is refused again. */
  readonly refused: boolean;
}

export function describeProblem(error: unknown): ProblemNote {
  if (error instanceof UmbraProblem) {
    const { code, title, detail, requestId, status, errors } = error;
    const fields = Object.fromEntries(errors.map(({ path, message }) => [path, message]));
    const transient = status === 0 || status === 429 || status === 503;
    const refused = status >= 400 && status < 500 && !transient;
    return { code, title, detail, requestId, fields, transient, refused };
  }
  return {
    code: 'unexpected',
    title: 'Something unexpected happened',
    detail: error instanceof Error ? error.message : String(error),
    requestId: null,
    fields: {},
    transient: false,
    refused: false,
  };
}
