import { z } from 'zod';
import { keySchema } from '../keys/keys.schema.js';

export const createSessionSchema = z
  .strictObject({ key: z.string().min(1).max(500) })
  .meta({ id: 'CreateSession' });
export type CreateSession = z.infer<typeof createSessionSchema>;

export const sessionSchema = z
  .object({ key: keySchema })
  .meta({ id: 'Session', description: 'Who the caller is.' });
