import type { z } from 'zod';
import { type FieldError, UmbraError } from '../errors/index.js';

interface CheckConfigOptions<Config> {
  readonly schema: z.ZodType<Config>;
  readonly value: unknown;
  /** How the message calls it: "The training configuration". */
  readonly name: string;
}

/**
 * The value as a configuration.
 * @throws UmbraError `config_invalid`: the message names the first wrong field, `fields` holds them
 * all.
 */
export function checkConfig<Config>(options: CheckConfigOptions<Config>): Config {
  const result = options.schema.safeParse(options.value);
  if (result.success) {
    return result.data;
  }
  const fields = result.error.issues.map(
    (issue): FieldError => ({ path: issue.path.map(String).join('.'), message: issue.message }),
  );
  const first = fields[0] ?? { path: '', message: 'is wrong' };
  const subject = first.path === '' ? '' : `${first.path}: `;
  const rest = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  throw new UmbraError(
    'config_invalid',
    `${options.name} cannot be used: ${subject}${first.message}${rest}.`,
    { fields },
  );
}
