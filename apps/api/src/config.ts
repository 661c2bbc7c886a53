import { join, resolve } from 'node:path';
import type { BackendRequest } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { type InferenceRequest, inferenceRequests } from '@umbra/core/onnx';
import { z } from 'zod';
import type { Rates } from './http/rate-limits.js';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** How much is worked on at once; the rest waits its turn. */
export interface WorkLimits {
  readonly trainingsAtOnce: number;
  /** Of each kind. */
  readonly jobsAtOnce: number;
}

/** The settings of the API, as the rest of it gets them: checked and typed. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where all state lies. */
  readonly home: string;
  /** Presets the first admin key where nobody can read the console. */
  readonly adminKey: string | null;
  readonly backend: BackendRequest;
  /** What computes vectors with trained models. */
  readonly inference: InferenceRequest;
  /** Where a native build of TensorFlow stands, if there is one. */
  readonly nativeDirectory: string;
  readonly logLevel: LogLevel;
  /** How long the audit log is kept. */
  readonly auditDays: number;
  readonly rates: Rates;
  readonly work: WorkLimits;
  /** What processes that we start get to see: everything but the key. */
  readonly childEnvironment: NodeJS.ProcessEnv;
}

/** An empty variable is one that was not set. */
const setting = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

function wholeNumber({ min, max }: { readonly min: number; readonly max: number }) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(message).int(message).min(min, message).max(max, message);
}

const atOnce = wholeNumber({ min: 1, max: 16 });
const rate = wholeNumber({ min: 0, max: 1_000_000_000 });

const environmentSchema = z.object({
  UMBRA_HOST: setting(z.string().default('127.0.0.1')),
  UMBRA_PORT: setting(
    z.coerce
      .number('must be a port: 0 to 65535')
      .int('must be a port: 0 to 65535')
      .min(0, 'must be a port: 0 to 65535')
      .max(65_535, 'must be a port: 0 to 65535')
      .default(3000),
  ),
  UMBRA_HOME: setting(z.string().default('.umbra')),
  UMBRA_ADMIN_KEY: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]*$/, 'must be printable ASCII without spaces')
      .min(32, 'must have at least 32 characters')
      .max(500, 'must have at most 500 characters')
      .optional(),
  ),
  UMBRA_BACKEND: setting(
    z
      .enum(['auto', 'tensorflow', 'wasm', 'cpu'], 'must be auto, tensorflow, wasm or cpu')
      .default('auto'),
  ),
  UMBRA_INFERENCE: setting(
    z.enum(inferenceRequests, `must be one of ${inferenceRequests.join(', ')}`).default('auto'),
  ),
  UMBRA_NATIVE: setting(z.string().optional()),
  UMBRA_LOG_LEVEL: setting(
    z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('warn'),
  ),
  UMBRA_SEARCHES_PER_MINUTE: setting(rate.default(60_000)),
  UMBRA_WRITES_PER_MINUTE: setting(rate.default(30_000)),
  UMBRA_TRAININGS_AT_ONCE: setting(atOnce.default(1)),
  UMBRA_JOBS_AT_ONCE: setting(atOnce.default(1)),
  UMBRA_AUDIT_DAYS: setting(wholeNumber({ min: 1, max: 36_500 }).default(365)),
});

/** Where the command was typed, which npm tells in INIT_CWD: paths are relative to it. */
export function callerDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['INIT_CWD'] ?? process.cwd();
}

/**
 * The only place that reads the environment. Relative paths are relative to where the command was
 * typed.
 *
 * @throws UmbraError `config_invalid`, one line a wrong setting
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new UmbraError('config_invalid', `The settings are not right: ${lines.join('; ')}.`);
  }
  const settings = parsed.data;
  const { UMBRA_ADMIN_KEY: _, ...childEnvironment } = environment;
  const from = callerDirectory(environment);
  const home = resolve(from, settings.UMBRA_HOME);
  return {
    host: settings.UMBRA_HOST,
    port: settings.UMBRA_PORT,
    home,
    adminKey: settings.UMBRA_ADMIN_KEY ?? null,
    backend: settings.UMBRA_BACKEND,
    inference: settings.UMBRA_INFERENCE,
    nativeDirectory: resolve(from, settings.UMBRA_NATIVE ?? join(home, 'native')),
    logLevel: settings.UMBRA_LOG_LEVEL,
    auditDays: settings.UMBRA_AUDIT_DAYS,
    rates: {
      searchesPerMinute: settings.UMBRA_SEARCHES_PER_MINUTE || null,
      writesPerMinute: settings.UMBRA_WRITES_PER_MINUTE || null,
    },
    work: {
      trainingsAtOnce: settings.UMBRA_TRAININGS_AT_ONCE,
      jobsAtOnce: settings.UMBRA_JOBS_AT_ONCE,
    },
    childEnvironment,
  };
}

/** The token by which features get the settings. */
export const CONFIG = Symbol('config');
