import { fileURLToPath } from 'node:url';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { appModule } from './app.module.js';
import type { Config } from './config.js';
import { addAuthentication } from './http/authentication.js';
import { hasConsole, inlineScriptHashes, serveConsole } from './http/console-pages.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { KeysService } from './keys/keys.service.js';
import { createLogger, NestLogger } from './logger.js';
import { buildDocument } from './openapi/document.js';
import { newId } from './persistence/ids.js';

const builtConsole = fileURLToPath(new URL('../../web/out', import.meta.url));

export interface AppOptions {
  readonly config: Config;
  /** Where the exported console lies; without it the API serves no pages. */
  readonly consoleRoot?: string;
}

/** The whole API, ready to listen or to be asked by `inject`; nothing goes on beside the requests yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { config, consoleRoot = builtConsole } = options;
  const logger = createLogger(config.logLevel);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    genReqId: () => newId(),
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(appModule(config, logger), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRoute', (route) => {
    if (route.config?.bodyLimit !== undefined) {
      route.bodyLimit = route.config.bodyLimit;
    }
  });
  const isConsoleBuilt = hasConsole(consoleRoot);
  addSecurityHeaders(server, isConsoleBuilt ? inlineScriptHashes(consoleRoot) : []);
  await app.register(fastifyCookie);
  const keys = app.get(KeysService);
  addAuthentication(server, (key) => keys.authenticate(key));
  SwaggerModule.setup('docs', app, () => buildDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Umbra API',
  });
  if (isConsoleBuilt) {
    await serveConsole(app, consoleRoot);
  }
  return app;
}
