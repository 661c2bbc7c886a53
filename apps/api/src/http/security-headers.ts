import type { FastifyInstance } from 'fastify';

/**
 * The same guard on every answer. Pages may load from here only; pictures also from the browser's
 * memory, where the console shows what was dropped. Inline styles are allowed because Swagger UI
 * and charts set them.
 */
export function addSecurityHeaders(server: FastifyInstance, scriptHashes: readonly string[]): void {
  const policy = [
    "default-src 'self'",
    ["script-src 'self'", ...scriptHashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    if (request.url.startsWith('/v1/')) {
      // Pictures and streams say otherwise for themselves.
      reply.header('cache-control', 'no-store');
    }
  });
}
