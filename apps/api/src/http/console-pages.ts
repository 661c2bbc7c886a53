import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What only the server itself answers; everything else may be a page of the console. */
const ownPaths = /^\/(v1|docs|openapi\.json|healthz|livez|readyz)(\/|\?|$)/;

/**
 * Serves the console, which Next.js exported as files, on the API's own port. Files under /_next/static carry a hash in
 * their name and may be kept for ever; pages are asked for again each time.
 */
export async function serveConsole(app: NestFastifyApplication, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix: '/',
    wildcard: true,
    redirect: true,
    index: ['index.html'],
    cacheControl: false,
    setHeaders(reply, path) {
      const lasting = path.includes('/_next/static/');
      reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

export function hasConsole(root: string): boolean {
  return existsSync(join(root, 'index.html'));
}

/** The console's own page for an address that is none, for whoever asks for a page. */
export async function sendConsolePage(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
  if (!wantsPage || ownPaths.test(request.url) || !('sendFile' in reply)) {
    return false;
  }
  await reply.code(404).sendFile('404.html');
  return true;
}

/**
 * Next's export starts each page with inline scripts. The content security policy names them by their hashes, so that
 * no other inline script runs.
 */
export function inlineScriptHashes(root: string): string[] {
  const hashes = new Set<string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith('.html')) {
      const page = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const [, script] of page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)) {
        hashes.add(
          `'sha256-${createHash('sha256')
            .update(script ?? '')
            .digest('base64')}'`,
        );
      }
    }
  }
  return [...hashes].sort();
}
