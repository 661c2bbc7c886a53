import type { FastifyInstance } from 'fastify';

/** Nothing may frame us, load plug-ins, or change where relative addresses lead. */
const always = ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];

/** What is no page may load nothing, should a browser ever show it as one. */
const policyOfData = ["default-src 'none'", ...always].join('; ');

/**
 * Pages load from here only; pictures also from the browser's memory, where the console shows what
 * was dropped. The inline scripts of Next's export are named by their hashes. Styles are looser:
 * the dialogs of the console and Swagger UI write some into the page, and styles run nothing.
 */
function policyOfPages(scriptHashes: readonly string[]): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scriptHashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "form-action 'self'",
    ...always,
  ].join('; ');
}

const guards = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;

const dataPaths = /^\/(v1|openapi\.json|healthz|livez|readyz|metrics)(\/|\?|$)/;

/** The same guards on every answer. */
export function addSecurityHeaders(server: FastifyInstance, scriptHashes: readonly string[]): void {
  const ofPages = { ...guards, 'content-security-policy': policyOfPages(scriptHashes) };
  // Pictures and streams say otherwise for themselves.
  const ofData = {
    ...guards,
    'content-security-policy': policyOfData,
    'cache-control': 'no-store',
  };
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(dataPaths.test(request.url) ? ofData : ofPages);
    reply.header('x-request-id', request.id);
  });
}
