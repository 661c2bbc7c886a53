import fastifyRateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UmbraError } from '@umbra/core/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isReading } from './authentication.js';

/** Requests that a key may send a minute; null: as many as it likes. */
export interface Rates {
  readonly searchesPerMinute: number | null;
  readonly writesPerMinute: number | null;
}

const windowMs = 60_000;

/** What is counted: a key, or an address where no key is asked for. */
const countedBy = (request: FastifyRequest): string => request.caller?.keyId ?? request.ip;

type Limiter = ReturnType<NestFastifyApplicationServer['createRateLimit']>;
type NestFastifyApplicationServer = ReturnType<
  ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']
>;

/**
 * Searches and changes are counted apart, so that neither an import nor a busy search takes the
 * other's share. Stands behind the authentication, which tells whose request it is; what only reads
 * is not counted.
 */
export async function addRateLimits(app: NestFastifyApplication, rates: Rates): Promise<void> {
  await app.register(fastifyRateLimit, { global: false });
  const server = app.getHttpAdapter().getInstance();
  const limiterOf = (max: number | null): Limiter | null =>
    max === null
      ? null
      : server.createRateLimit({ max, timeWindow: windowMs, keyGenerator: countedBy });
  const limiters = {
    search: limiterOf(rates.searchesPerMinute),
    write: limiterOf(rates.writesPerMinute),
  };
  server.addHook('onRequest', async (request, reply) => {
    const { demand } = request.routeOptions.config;
    if (demand !== undefined && !isReading(request)) {
      await count(limiters[demand === 'search' ? 'search' : 'write'], request, reply);
    }
  });
}

/** @throws UmbraError `rate_limited` */
async function count(
  limiter: Limiter | null,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const counted = await limiter?.(request);
  if (counted === undefined || counted.isAllowed) {
    return;
  }
  const { max, remaining, ttlInSeconds, isExceeded } = counted;
  reply.headers({
    'ratelimit-limit': max,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': ttlInSeconds,
  });
  if (isExceeded) {
    reply.header('retry-after', ttlInSeconds);
    throw new UmbraError(
      'rate_limited',
      `This key may send ${max} such requests a minute: try again in ${ttlInSeconds} s.`,
    );
  }
}
