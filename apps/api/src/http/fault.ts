import { type ErrorCode, type FieldError, isUmbraError } from '@umbra/core/errors';
import { imageLimits } from '@umbra/core/image';
import type { FastifyReply } from 'fastify';
import { isForeignKeyViolation } from '../persistence/sqlite-errors.js';
import { type Problem, type ProblemCode, problemMeanings } from './problem.schema.js';

/** What is wrong, before it is written down as a problem document. */
export interface Fault {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly fields: readonly FieldError[];
}

/** What Nest and Fastify refuse by themselves, before a controller sees it. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'invalid_request',
  // Of the console's files: an address that leads out of their folder, or is none.
  403: 'not_found',
  404: 'not_found',
  413: 'file_too_large',
  414: 'invalid_request',
  415: 'unsupported_media_type',
  503: 'unavailable',
};

export function faultOf(error: unknown): Fault {
  if (isUmbraError(error)) {
    return { code: error.code, detail: error.message, fields: error.fields };
  }
  if (isForeignKeyViolation(error)) {
    return { code: 'not_found', detail: 'What this refers to was just deleted.', fields: [] };
  }
  return isFastifyError(error) ? faultOfStatus(error.statusCode, error.message) : ourMistake;
}

export function faultOfStatus(status: number, message: string): Fault {
  const code = codeOfStatus[status];
  return code === undefined ? ourMistake : { code, detail: detailOf(code, message), fields: [] };
}

export function sendProblem(reply: FastifyReply, { code, detail, fields }: Fault): void {
  const problem: Problem = {
    type: `urn:umbra:problem:${code}`,
    ...problemMeanings[code],
    detail,
    code,
    requestId: reply.request.id,
    errors: [...fields],
  };
  if (code === 'unauthorized') {
    reply.header('www-authenticate', 'Bearer');
  }
  reply.code(problem.status).type('application/problem+json').send(problem);
}

const ourMistake: Fault = {
  code: 'internal_error',
  detail: 'This is our mistake; the log has more.',
  fields: [],
};

function isFastifyError(error: unknown): error is Error & { statusCode: number } {
  return (
    error instanceof Error &&
    'code' in error &&
    String(error.code).startsWith('FST_') &&
    'statusCode' in error
  );
}

function detailOf(code: ErrorCode, message: string): string {
  switch (code) {
    case 'not_found':
      return `There is nothing at this address: ${message}.`;
    case 'file_too_large':
      return `The body is too large: a picture may have at most ${imageLimits.bytesMax} bytes.`;
    default:
      return message;
  }
}
