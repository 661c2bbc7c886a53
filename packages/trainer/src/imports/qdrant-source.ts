/**
 * The points of a Qdrant collection, by its REST API: `GET /collections/{name}` tells of its
 * vectors, `POST /collections/{name}/points/scroll` reads them page by page. The id of a point
 * becomes the external id and its payload the metadata.
 */
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import type { ImportSource } from './import-source.js';
import { chosenVector, type PointOptions, pointItem, pointSchema } from './qdrant-point.js';
import { askRemoteJson, type RemoteServer, serverUrl } from './remote-source.js';

const pageSize = 256;

const vectorSchema = z.object({
  size: z.int(),
  distance: z.string(),
  multivector_config: z.unknown().nullish(),
});
type VectorConfig = z.infer<typeof vectorSchema>;
const collectionSchema = z.object({
  result: z.object({
    points_count: z.int().nullish(),
    config: z.object({
      params: z.object({
        vectors: z.union([vectorSchema, z.record(z.string(), vectorSchema)]).optional(),
      }),
    }),
  }),
});
const scrollSchema = z.object({
  result: z.object({
    points: z.array(pointSchema),
    next_page_offset: z.union([z.string(), z.number(), z.null()]).optional(),
  }),
});

export interface QdrantOptions extends PointOptions {
  readonly url: string;
  readonly collection: string;
  readonly key: string | null;
}

export async function qdrantSource(
  options: QdrantOptions,
  signal: AbortSignal,
): Promise<ImportSource> {
  const server: RemoteServer = {
    name: 'Qdrant',
    url: serverUrl(options.url),
    headers: options.key === null ? {} : { 'api-key': options.key },
    keyAdvice: 'set QDRANT_KEY to one that may read the collection',
  };
  const place = `/collections/${encodeURIComponent(options.collection)}`;
  const { result } = read(collectionSchema, await askRemoteJson(server, { path: place, signal }));
  const { vectors = {} } = result.config.params;
  const single = vectorSchema.safeParse(vectors);
  const named = single.success ? null : (vectors as Record<string, VectorConfig>);
  const vector = named === null ? undefined : chosenVector(Object.keys(named), options.vector);
  const config = named === null ? single.data : named[vector ?? ''];
  if (config === undefined || config.multivector_config != null) {
    throw new UmbraError(
      'dataset_invalid',
      'A point has several vectors here: only one dense vector a point can be imported.',
    );
  }
  return {
    name: `the collection ${options.collection} of Qdrant at ${server.url}`,
    total: result.points_count ?? null,
    dimension: config.size,
    remark: distanceRemark(config.distance),
    async *items(during) {
      let offset: string | number | null | undefined;
      do {
        const body = {
          limit: pageSize,
          with_payload: true,
          with_vector: vector === undefined ? true : [vector],
          ...(offset === undefined ? {} : { offset }),
        };
        const path = `${place}/points/scroll`;
        const page = read(
          scrollSchema,
          await askRemoteJson(server, { path, body, signal: during }),
        );
        yield* page.result.points.map((point) => pointItem(point, { ...options, vector }));
        offset = page.result.next_page_offset ?? null;
      } while (offset !== null);
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new UmbraError('unavailable', `This is not how Qdrant answers (at ${place}).`);
  }
  return parsed.data;
}

function distanceRemark(distance: string): string | undefined {
  return distance === 'Cosine'
    ? undefined
    : `The collection compares by ${distance}, Umbra by cosine: hits come in another order where ` +
        'the vectors are not of length 1.';
}
