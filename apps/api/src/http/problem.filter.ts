import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../logger.js';
import { ConsolePages } from './console-pages.js';
import { faultOf, faultOfStatus, sendProblem } from './fault.js';
import { loggedAddress } from './logged-address.js';

/** Turns whatever was thrown, by us, by Nest or by Fastify, into one problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly pages: ConsolePages,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) {
      this.logger.warn({ err: error, requestId: request.id }, 'an answer broke off');
      return;
    }
    const fault =
      error instanceof HttpException
        ? faultOfStatus(error.getStatus(), error.message)
        : faultOf(error);
    if (fault.code === 'internal_error') {
      const url = loggedAddress(request.url);
      this.logger.error({ err: error, requestId: request.id, url }, 'request failed');
    }
    if (fault.code === 'not_found' && this.pages.isWanted(request)) {
      reply.code(404).type('text/html; charset=utf-8').send(this.pages.notFoundPage);
    } else {
      sendProblem(reply, fault);
    }
  }
}
