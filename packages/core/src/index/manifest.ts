import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { z } from 'zod';

const { version } = createRequire(import.meta.url)('hnswlib-node/package.json') as {
  version: string;
};

/**
 * The graph's file format belongs to the library, so a graph is read by the version only that wrote
 * it.
 */
export const graphLibrary = `hnswlib-node ${version}`;

const count = z.int().nonnegative();
const savedFileSchema = z.strictObject({
  name: z.string().regex(/^[a-z]+-\d+\.bin$/),
  bytes: count,
  sha256: z.string().length(64),
});

const manifestSchema = z.strictObject({
  formatVersion: z.literal(2),
  /** Counts the saves into this directory; part of the names of its files. */
  generation: count,
  revision: z.string(),
  dimension: count,
  vectors: count,
  highestLabel: z.int().min(-1),
  m: count,
  efConstruction: count,
  rerank: z.strictObject({ dimension: count, precision: z.enum(['int8', 'float32']) }).nullable(),
  files: z.strictObject({
    labels: savedFileSchema,
    shadows: savedFileSchema,
    embeddings: savedFileSchema.nullable(),
  }),
  graph: z
    .strictObject({
      library: z.string(),
      covered: z.int().min(-1),
      nodes: count,
      deleted: count,
      file: savedFileSchema,
    })
    .nullable(),
});

export type SavedFile = z.infer<typeof savedFileSchema>;
/**
 * What stands in an index's directory: the state it is of, how it was made, and each file's size
 * and hash.
 */
export type Manifest = z.infer<typeof manifestSchema>;

export function writeManifest(manifest: Manifest): string {
  const body = JSON.stringify(manifest);
  return `${JSON.stringify({ sha256: hash(body), body })}\n`;
}

/** Null when the text is not, to the last bit, what `writeManifest` wrote. */
export function readManifest(text: string): Manifest | null {
  const seal = z.strictObject({ sha256: z.string(), body: z.string() }).safeParse(parse(text));
  if (!seal.success || hash(seal.data.body) !== seal.data.sha256) return null;
  return manifestSchema.safeParse(parse(seal.data.body)).data ?? null;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
