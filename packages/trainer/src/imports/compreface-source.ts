/**
 * The faces of a CompreFace recognition service, by its REST API (from version 0.6 on):
 * `GET /api/v1/recognition/faces` lists the examples with their subjects, page by page, and
 * `GET /api/v1/recognition/faces/{image_id}/img` has the picture of each. The subject becomes the
 * label and the id of the image the external id. CompreFace's embeddings stay where they are: they
 * fit no other model.
 */
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { type ImportedItem, type ImportSource, UnusableItem } from './import-source.js';
import { askRemote, askRemoteJson, type RemoteServer, serverUrl } from './remote-source.js';

const pageSize = 200;

const pageSchema = z.object({
  faces: z.array(z.object({ image_id: z.string(), subject: z.string() })),
  total_pages: z.int(),
  total_elements: z.int(),
});
type Page = z.infer<typeof pageSchema>;

export async function comprefaceSource(
  options: { readonly url: string; readonly key: string | null },
  signal: AbortSignal,
): Promise<ImportSource> {
  if (options.key === null) {
    throw new UmbraError(
      'config_invalid',
      "Set COMPREFACE_KEY to the key of CompreFace's recognition service.",
    );
  }
  const server: RemoteServer = {
    name: 'CompreFace',
    url: serverUrl(options.url),
    headers: { 'x-api-key': options.key },
    keyAdvice: 'COMPREFACE_KEY must be the key of a recognition service',
  };
  const first = await readPage(server, 0, signal);
  return {
    name: `CompreFace at ${server.url}`,
    total: first.total_elements,
    dimension: null,
    async *items(during) {
      for (let number = 0, pages = first.total_pages; number < pages; number += 1) {
        const page = number === 0 ? first : await readPage(server, number, during);
        // Examples may be added meanwhile.
        pages = page.total_pages;
        yield* page.faces.map((face) => itemOf(server, face, during));
      }
    },
  };
}

async function readPage(server: RemoteServer, page: number, signal: AbortSignal): Promise<Page> {
  const path = `/api/v1/recognition/faces?page=${page}&size=${pageSize}`;
  const parsed = pageSchema.safeParse(await askRemoteJson(server, { path, signal }));
  if (!parsed.success) {
    throw new UmbraError(
      'unavailable',
      `${server.url} does not answer as CompreFace 0.6 or newer does: check the address.`,
    );
  }
  return parsed.data;
}

function itemOf(
  server: RemoteServer,
  { image_id: id, subject }: Page['faces'][number],
  signal: AbortSignal,
): ImportedItem {
  return {
    name: `${subject} ${id}`,
    externalId: id,
    label: subject,
    metadata: { source: 'compreface' },
    content: async () => {
      const path = `/api/v1/recognition/faces/${encodeURIComponent(id)}/img`;
      const bytes = await askRemote(server, { path, signal });
      if (bytes.length === 0) {
        throw new UnusableItem('CompreFace has kept no picture of it (save_images_to_db).');
      }
      return { kind: 'picture', bytes };
    },
  };
}
