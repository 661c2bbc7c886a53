import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The console's key travels in this cookie, so that pictures and event streams carry it too. */
export const sessionCookieName = 'umbra_key';

const thirtyDaysSeconds = 30 * 24 * 60 * 60;

function attributes(request: FastifyRequest) {
  const secure = request.protocol === 'https';
  return { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
}

export function writeSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
): void {
  reply.setCookie(sessionCookieName, key, { ...attributes(request), maxAge: thirtyDaysSeconds });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(sessionCookieName, attributes(request));
}
