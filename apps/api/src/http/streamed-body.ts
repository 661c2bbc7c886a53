import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Files that come as a body of their own. What they really are is told by their first bytes. */
const mediaTypes = [
  'application/zip',
  'application/x-zip-compressed',
  'application/x-tar',
  'application/gzip',
  'application/x-gzip',
  'application/x-ndjson',
  'application/octet-stream',
];

declare module 'fastify' {
  interface FastifyContextConfig {
    streamsBody?: boolean;
  }
}

/** Lets bodies of files through unread, to the routes that ask for them. */
export function addStreamedBodies(server: FastifyInstance): void {
  server.addContentTypeParser(mediaTypes, (request, body, done) => {
    if (request.routeOptions.config.streamsBody === true) {
      done(null, body);
    } else {
      done(wrongType('This address takes no file as its body: see /docs for what it takes.'));
    }
  });
}

/** The body of a route that declares `streamsBody`; it sees to its length itself. */
export const StreamedBody = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof Readable) {
    return body;
  }
  throw wrongType(
    `Send the file itself as the body, with one of the types ${mediaTypes.join(', ')}.`,
  );
});

function wrongType(message: string): UmbraError {
  return new UmbraError('unsupported_media_type', message);
}
