import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
} from '@nestjs/common';
import { type ErrorCode, type FieldError, isUmbraError } from '@umbra/core/errors';
import { imageLimits } from '@umbra/core/image';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../logger.js';
import { sendConsolePage } from './console-pages.js';
import { type Problem, type ProblemCode, problemMeanings } from './problem.schema.js';

interface Fault {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly fields: readonly FieldError[];
}

/** Turns whatever was thrown, by us, by Nest or by Fastify, into one problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) {
      this.logger.warn({ err: error, requestId: request.id }, 'an answer broke off');
      return;
    }
    const fault = faultOf(error);
    if (fault.code === 'internal_error') {
      this.logger.error({ err: error, requestId: request.id, url: request.url }, 'request failed');
    }
    if (fault.code === 'not_found' && (await sendConsolePage(request, reply))) {
      return;
    }
    await reply
      .code(problemMeanings[fault.code].status)
      .type('application/problem+json')
      .send(problemOf(fault, request.id));
  }
}

function problemOf({ code, detail, fields }: Fault, requestId: string): Problem {
  return {
    type: `urn:umbra:problem:${code}`,
    ...problemMeanings[code],
    detail,
    code,
    requestId,
    errors: [...fields],
  };
}

function faultOf(error: unknown): Fault {
  if (isUmbraError(error)) {
    return { code: error.code, detail: error.message, fields: error.fields };
  }
  const status = error instanceof HttpException ? error.getStatus() : fastifyStatus(error);
  const detail = error instanceof Error ? error.message : String(error);
  const code = codeOfStatus[status];
  return code === undefined
    ? { code: 'internal_error', detail: 'This is our mistake; the log has more.', fields: [] }
    : { code, detail: detailOf(code, detail), fields: [] };
}

/** What Nest and Fastify refuse before a controller sees it. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'invalid_request',
  404: 'not_found',
  413: 'file_too_large',
  415: 'unsupported_media_type',
  503: 'unavailable',
};

function fastifyStatus(error: unknown): number {
  const fromFastify =
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('FST_') &&
    'statusCode' in error;
  return fromFastify ? Number(error.statusCode) : 500;
}

function detailOf(code: ErrorCode, message: string): string {
  switch (code) {
    case 'not_found':
      return `There is nothing at this address. ${message}.`;
    case 'file_too_large':
      return `The body is too large: a picture may have at most ${imageLimits.bytesMax} bytes.`;
    default:
      return message;
  }
}
