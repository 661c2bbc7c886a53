import { UmbraError } from '@umbra/core/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '../keys/scopes.js';
import { assertScope, type KeyRights } from './caller.js';
import { sessionCookieName } from './session-cookie.js';

/** What a route demands; the Endpoint decorator writes it into the route's configuration. */
export type Demand = Scope | 'any' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    demand?: Demand;
    /** Whether a signed address will do in place of a key. */
    signable?: boolean;
    bodyLimit?: number;
  }
}

/** Whose request it is; null where that is not known. */
export interface Authenticate {
  readonly byKey: (key: string) => Promise<KeyRights | null>;
  readonly bySignature: (request: FastifyRequest) => Promise<KeyRights | null>;
}

/**
 * Checks key and scope before the body is read: whoever has no key cannot make the server take in
 * 20 MB. It is a hook of Fastify because Nest's guards run after the body.
 */
export function addAuthentication(server: FastifyInstance, authenticate: Authenticate): void {
  server.decorateRequest('caller', null);
  server.decorateRequest('gallery', null);
  server.addHook('onRequest', async (request, reply) => {
    const { demand } = request.routeOptions.config;
    if (demand === undefined) {
      return;
    }
    if (demand === 'public') {
      refuseOtherSites(request);
      return;
    }
    const rights = await rightsOf(request, reply, authenticate);
    if (rights === null) {
      throw new UmbraError(
        'unauthorized',
        'Send a valid key as `Authorization: Bearer <key>` or `x-api-key: <key>`.',
      );
    }
    if (demand !== 'any') {
      assertScope(rights, demand);
    }
    request.caller = { ...rights, requestId: request.id };
  });
}

async function rightsOf(
  request: FastifyRequest,
  reply: FastifyReply,
  authenticate: Authenticate,
): Promise<KeyRights | null> {
  const key = headerKey(request);
  if (key !== null) {
    return authenticate.byKey(key);
  }
  const signed =
    request.routeOptions.config.signable === true ? await authenticate.bySignature(request) : null;
  if (signed !== null) {
    // Given out to be shown in pages of others.
    reply.header('cross-origin-resource-policy', 'cross-origin');
    return signed;
  }
  const cookie = request.cookies[sessionCookieName];
  if (cookie === undefined) {
    return null;
  }
  if (!isReading(request)) {
    requireSameSite(request);
  }
  return authenticate.byKey(cookie);
}

/** The key that a request came with, in a header or in the session's cookie. */
export function presentedKey(request: FastifyRequest): string | null {
  return headerKey(request) ?? request.cookies[sessionCookieName] ?? null;
}

function headerKey(request: FastifyRequest): string | null {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const plain = request.headers['x-api-key'];
  return bearer ?? (typeof plain === 'string' ? plain : null);
}

export function isReading({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

type Origin = 'same' | 'other' | 'unknown';

/**
 * Browsers tell where a request comes from; where they do not trust the connection, only by
 * `Origin`.
 */
function originOf(request: FastifyRequest): Origin {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    return site === 'same-origin' ? 'same' : 'other';
  }
  const { origin, host } = request.headers;
  if (origin === undefined) {
    return 'unknown';
  }
  return URL.canParse(origin) && new URL(origin).host === host ? 'same' : 'other';
}

/** A cookie travels by itself: a change that comes with one must come from our own pages. */
function requireSameSite(request: FastifyRequest): void {
  if (originOf(request) !== 'same') {
    throw new UmbraError(
      'forbidden',
      'A change made with the session cookie must come from the console itself. Programs send a key in a header.',
    );
  }
}

/** Nobody may sign a visitor of another site in or out. */
function refuseOtherSites(request: FastifyRequest): void {
  if (!isReading(request) && originOf(request) === 'other') {
    throw new UmbraError('forbidden', 'This request comes from another site.');
  }
}
