import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { appModule } from './app.module.js';
import { readConfig } from './config.js';
import { ConsolePages } from './http/console-pages.js';
import { createLogger } from './logger.js';
import { buildDocument } from './openapi/document.js';
import { stableJson } from './openapi/stable-json.js';

/**
 * Writes the OpenAPI document: `node dist/openapi.js FILE`. Nothing is opened, so it needs no home.
 */
const file = process.argv[2];
if (file === undefined) {
  process.stderr.write('usage: node dist/openapi.js FILE\n');
  process.exit(2);
}
const parts = appModule({
  config: readConfig({}),
  logger: createLogger('silent'),
  pages: new ConsolePages(''),
});
const app = await NestFactory.create<NestFastifyApplication>(parts, new FastifyAdapter(), {
  preview: true,
  logger: false,
});
await writeFile(file, stableJson(buildDocument(app)));
