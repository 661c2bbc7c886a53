import { UmbraProblem } from './client';

/** What went wrong, ready to be shown. */
export interface ProblemNote {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  /** Messages by field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Worth another try without changing anything. */
  readonly transient: boolean;
}

export function describeProblem(error: unknown): ProblemNote {
  if (error instanceof UmbraProblem) {
    const { code, title, detail, requestId, status, errors } = error;
    const fields = Object.fromEntries(errors.map(({ path, message }) => [path, message]));
    return { code, title, detail, requestId, fields, transient: status === 0 || status === 503 };
  }
  return {
    code: 'unexpected',
    title: 'Something unexpected happened',
    detail: error instanceof Error ? error.message : String(error),
    requestId: null,
    fields: {},
    transient: false,
  };
}
