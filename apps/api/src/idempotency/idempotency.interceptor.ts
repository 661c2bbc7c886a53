import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { presentedKey } from '../http/authentication.js';
import { invalidRequest } from '../http/validation-pipe.js';
import { overhear } from './body-hash.js';
import { RepeatedRequests } from './repeated-requests.js';

/**
 * `Idempotency-Key` on any POST of a caller. Stands around everything else that Nest does with the
 * request, so what it keeps is what was sent. Without the header it costs one look.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly repeated: RepeatedRequests) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const idempotencyKey = request.headers['idempotency-key'];
    if (idempotencyKey === undefined || request.method !== 'POST' || request.caller === null) {
      return next.handle();
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.once(checked(idempotencyKey), { request, reply, next }));
  }

  private async once(
    idempotencyKey: string,
    { request, reply, next }: { request: FastifyRequest; reply: FastifyReply; next: CallHandler },
  ): Promise<unknown> {
    const answer = await this.repeated.once(
      {
        idempotencyKey,
        caller: request.caller?.keyId ?? '',
        secret: presentedKey(request) ?? '',
        address: `${request.method} ${request.url}`,
      },
      bodyHashOf(request),
      async () => {
        const body: unknown = await lastValueFrom(next.handle());
        const location = reply.getHeader('location');
        const written = typeof location === 'string' ? location : null;
        return { status: reply.statusCode, location: written, body };
      },
    );
    if (answer.isRepeated) {
      reply.status(answer.status).header('idempotency-replayed', 'true');
      if (answer.location !== null) {
        reply.header('location', answer.location);
      }
    }
    return answer.body;
  }
}

function checked(key: string | string[]): string {
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) {
    return key;
  }
  const message = 'must be 1 to 255 visible characters of ASCII, such as a UUID';
  throw invalidRequest([{ path: 'Idempotency-Key', message }]);
}

/** JSON has been read before; files and forms are heard while they are. */
function bodyHashOf({ body, raw }: FastifyRequest): () => Promise<string> {
  if (body !== undefined && body !== null && !(body instanceof Readable)) {
    const text = JSON.stringify(body);
    return async () => createHash('sha256').update(text).digest('hex');
  }
  return overhear(raw);
}
