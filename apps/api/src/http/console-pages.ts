import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** What only the server itself answers; everything else may be a page of the console. */
const ownPaths = /^\/(v1|docs|openapi\.json|healthz|livez|readyz|metrics)(\/|\?|$)/;

const inlineScripts = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The console as Next.js exported it: files that the API serves on its own port. */
export class ConsolePages {
  /** The page for an address that is none. */
  readonly notFoundPage: string | null;

  constructor(private readonly root: string) {
    const page = join(root, '404.html');
    this.notFoundPage = existsSync(page) ? readFileSync(page, 'utf8') : null;
  }

  get areBuilt(): boolean {
    return existsSync(join(this.root, 'index.html'));
  }

  /**
   * Files under /_next/static carry a hash in their name and may be kept for ever; pages are asked
   * for again.
   */
  async serve(app: NestFastifyApplication): Promise<void> {
    await app.register(fastifyStatic, {
      root: this.root,
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

  /**
   * Whoever asks for a page gets one even where there is nothing; whoever asks the API gets a
   * problem.
   */
  isWanted(request: FastifyRequest): boolean {
    const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
    return this.notFoundPage !== null && wantsPage === true && !ownPaths.test(request.url);
  }

  /**
   * Next's export starts each page with inline scripts. The content security policy names them by
   * their hashes, so that no other inline script runs.
   */
  scriptHashes(): string[] {
    if (!this.areBuilt) {
      return [];
    }
    const hashes = new Set<string>();
    for (const entry of readdirSync(this.root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.endsWith('.html')) {
        const page = readFileSync(join(entry.parentPath, entry.name), 'utf8');
        for (const [, script = ''] of page.matchAll(inlineScripts)) {
          hashes.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
        }
      }
    }
    return [...hashes].sort();
  }
}
