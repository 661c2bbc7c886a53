import type { LoggerService } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.js';
import { loggedAddress } from './http/logged-address.js';

/**
 * One logger for Fastify, Nest and us: JSON lines on the standard output. Headers and queries, and
 * with them keys and signatures, never go in.
 */
export function createLogger(level: LogLevel): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Of what others log too: multipart, for one, tells what it read a form with.
    redact: { paths: ['headers', '*.headers'], remove: true },
    serializers: {
      req: ({ method, url, ip }: FastifyRequest) => ({
        method,
        url: loggedAddress(url),
        remoteAddress: ip,
      }),
    },
  });
}

/** The token by which features get the logger. */
export const LOGGER = Symbol('logger');

/**
 * Nest's own messages through the same logger; Nest sends the context (a class name) as the last
 * argument.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: 'debug' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]) {
    const context = rest.at(-1);
    if (message instanceof Error) {
      this.logger[level]({ context, err: message }, message.message);
    } else {
      this.logger[level]({ context }, String(message));
    }
  }
}
