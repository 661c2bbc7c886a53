import { z } from 'zod';

/** Which triplets of a batch count. Each kind is described in the file of its name. */
export type MiningConfig = { kind: 'all' } | { kind: 'semi-hard' };

/** Checks a `MiningConfig`; unknown kinds and unknown fields are refused. */
export const miningConfigSchema: z.ZodType<MiningConfig> = z.discriminatedUnion(
  'kind',
  [z.strictObject({ kind: z.literal('all') }), z.strictObject({ kind: z.literal('semi-hard') })],
  { error: "mining.kind must be 'all' or 'semi-hard'" },
);
