import { fileURLToPath } from 'node:url';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { appModule } from './app.module.js';
import type { Config } from './config.js';
import { addAuthentication } from './http/authentication.js';
import { bodyLimits } from './http/body-limits.js';
import { ConsolePages } from './http/console-pages.js';
import { faultOf, sendProblem } from './http/fault.js';
import { addRateLimits } from './http/rate-limits.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { addStreamedBodies } from './http/streamed-body.js';
import { ImageUrlsService } from './image-urls/image-urls.service.js';
import { KeysService } from './keys/keys.service.js';
import { addStreamEnding, OpenStreams } from './keys/open-streams.js';
import { createLogger, NestLogger } from './logger.js';
import { MetricsRegistry } from './metrics/metrics-registry.js';
import { addRequestMetrics } from './metrics/request-metrics.js';
import { buildDocument } from './openapi/document.js';
import { newId } from './persistence/ids.js';

const builtConsole = fileURLToPath(new URL('../../web/out', import.meta.url));

export interface AppOptions {
  readonly config: Config;
  /** Where the exported console lies; without it the API serves no pages. */
  readonly consoleRoot?: string;
}

/** The whole API, ready to listen; nothing goes on beside the requests yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { config, consoleRoot = builtConsole } = options;
  const logger = createLogger(config.logLevel);
  const pages = new ConsolePages(consoleRoot);
  const app = await NestFactory.create<NestFastifyApplication>(
    appModule({ config, logger, pages }),
    createAdapter(logger),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    if (route.config?.bodyLimit !== undefined) {
      route.bodyLimit = route.config.bodyLimit;
    }
  });
  addStreamedBodies(server);
  addSecurityHeaders(server, pages.scriptHashes());
  addRequestMetrics(server, app.get(MetricsRegistry));
  await app.register(fastifyCookie);
  const keys = app.get(KeysService);
  const imageUrls = app.get(ImageUrlsService);
  addAuthentication(server, {
    byKey: (key) => keys.authenticate(key),
    bySignature: (request) => imageUrls.authenticate(request),
  });
  await addRateLimits(app, config.rates);
  addStreamEnding(server, app.get(OpenStreams));
  SwaggerModule.setup('docs', app, () => buildDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Umbra API',
  });
  if (pages.areBuilt) {
    await pages.serve(app);
  }
  return app;
}

function createAdapter(logger: Logger): FastifyAdapter {
  return new FastifyAdapter({
    loggerInstance: logger,
    genReqId: () => newId(),
    bodyLimit: bodyLimits.jsonBytesMax,
    logController: new LogController({ requestIdLogLabel: 'requestId' }),
    forceCloseConnections: 'idle',
    // What fails before a route is found, such as an address that cannot be decoded.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, faultOf(error)),
  });
}
