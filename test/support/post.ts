import type { ProblemCode } from '@umbra/sdk';
import { ApiProcess } from './api-process.js';

/** How a request is refused. */
export interface Refusal {
  readonly status: number;
  readonly code: ProblemCode;
}

/**
 * Sends a body as it stands, which a client of the SDK could not; JSON unless the headers say else.
 */
export async function post(
  api: ApiProcess,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; code: unknown; type: string }> {
  const response = await fetch(`${api.baseUrl}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${ApiProcess.adminKey}`,
      'content-type': 'application/json',
      ...headers,
    },
  });
  const { code } = (await response.json()) as { code: unknown };
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  return { status: response.status, code, type };
}
