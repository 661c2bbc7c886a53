import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { isUmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { createApp } from './app.js';
import { readCommandLine, usage } from './command-line.js';
import { type Config, readConfig } from './config.js';
import { Lifecycle } from './lifecycle.js';
import { LOGGER } from './logger.js';

const stopWithinMs = 9000;

const command = readCommandLine(process.argv.slice(2));
switch (command.kind) {
  case 'help':
    process.stdout.write(usage);
    break;
  case 'wrong':
    process.stderr.write(`${command.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case 'start':
    await start(command).catch(refuse);
}

async function start(options: { readonly sample: boolean }): Promise<void> {
  const config = readConfig();
  const app = await createApp({ config });
  stopOnSignals(app);
  outliveMistakes(app);
  const lifecycle = app.get(Lifecycle);
  const key = await lifecycle.prepare();
  await app.listen(config.port, config.host);
  process.stdout.write(greeting(reachableAddress(await app.getUrl()), { config, key }));
  await lifecycle.begin(options);
  lifecycle.warmUp();
}

/** Who listens everywhere is reached at home. */
function reachableAddress(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

function greeting(
  address: string,
  { config, key }: { readonly config: Config; readonly key: string | null },
): string {
  const lines = [`Umbra is ready at ${address}`];
  if (key !== null) {
    lines.push(
      '',
      'Your admin key (shown this once, only its hash is stored):',
      '',
      `  ${key}`,
      '',
    );
  } else if (config.adminKey !== null) {
    lines.push('The admin key is the one that UMBRA_ADMIN_KEY sets.');
  }
  return `${lines.join('\n')}\n`;
}

/** The first signal stops in order, within ten seconds; the second at once. */
function stopOnSignals(app: NestFastifyApplication): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) {
      process.exit(1);
    }
    isStopping = true;
    const overdue = setTimeout(() => {
      process.stderr.write('Umbra could not stop in order in time.\n');
      process.exit(1);
    }, stopWithinMs);
    app.close().then(
      () => clearTimeout(overdue),
      (error: unknown) => {
        process.stderr.write(`Umbra could not stop in order: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/**
 * A promise of ours that failed unseen is a mistake to be found in the log, but none that ends the
 * service.
 */
function outliveMistakes(app: NestFastifyApplication): void {
  const logger = app.get<Logger>(LOGGER);
  process.on('unhandledRejection', (error) => {
    logger.error({ err: error }, 'a failure went unseen');
  });
}

/** What users can put right is one line; the rest is our mistake and shows where it comes from. */
function refuse(error: unknown): void {
  process.stderr.write(`${reason(error)}\n`);
  process.exit(1);
}

function reason(error: unknown): string {
  if (isUmbraError(error)) {
    return error.message;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `Umbra cannot start: ${error.message}. Set UMBRA_PORT to a port that is free.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
