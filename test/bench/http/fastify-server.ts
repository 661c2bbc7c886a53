/**
 * What the API's search is compared with: one bare Fastify route over an index of the same vectors,
 * without keys, checks, items or thresholds. Started with a file of float32 vectors and their
 * dimension; prints its address when it is ready.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openIndex } from '@umbra/core/index';
import fastify from 'fastify';

const [file = '', dimensionText = ''] = process.argv.slice(2);
const dimension = Number(dimensionText);
const vectors = new Float32Array(readFileSync(file).buffer);
const index = openIndex({ dimension });
await index.add(
  Uint32Array.from({ length: vectors.length / dimension }, (_, row) => row),
  vectors,
);
while (!(await index.stats()).isSettled) await setTimeout(50);

const server = fastify();
server.post<{ Body: { vector: number[]; limit: number } }>('/search', async ({ body }) => {
  const { vector, limit } = body;
  const { neighbors } = await index.search(Float32Array.from(vector), { limit });
  return { hits: neighbors };
});
process.stdout.write(`ready at ${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
