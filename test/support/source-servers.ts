import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SourceServer {
  readonly url: string;
  /** "GET /path" of every request, in their order. */
  readonly requests: string[];
  close(): void;
}

type Answer = { readonly status: number; readonly body: unknown };
type Route = (request: { path: string; query: URLSearchParams; body: unknown }) => Answer;

async function serve(
  route: Route,
  allowed: (headers: IncomingMessage['headers']) => boolean,
): Promise<SourceServer> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://source');
    requests.push(`${request.method} ${pathname}`);
    const sent = await text(request);
    const body: unknown = sent === '' ? null : JSON.parse(sent);
    const answer = allowed(request.headers)
      ? route({ path: pathname, query: searchParams, body })
      : { status: 401, body: { message: 'Unauthorized' } };
    const content = Buffer.isBuffer(answer.body) ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface Face {
  readonly id: string;
  readonly subject: string;
  /** Empty where CompreFace keeps no pictures. */
  readonly picture: Buffer;
}

/** Answers as CompreFace 1.x does: pages of two at most, and a hiccup at the first request. */
export function serveCompreFace(faces: readonly Face[], key: string): Promise<SourceServer> {
  let hiccups = 1;
  return serve(
    ({ path, query }) => {
      if (hiccups > 0) {
        hiccups -= 1;
        return { status: 502, body: {} };
      }
      const id = /^\/api\/v1\/recognition\/faces\/([^/]+)\/img$/.exec(path)?.[1];
      if (id !== undefined) {
        return { status: 200, body: faces.find((face) => face.id === id)?.picture ?? Buffer.of() };
      }
      if (path !== '/api/v1/recognition/faces') return { status: 404, body: {} };
      const size = Math.min(2, Number(query.get('size') ?? 20));
      const page = Number(query.get('page') ?? 0);
      const shown = faces.slice(page * size, (page + 1) * size);
      const body = {
        faces: shown.map(({ id: image_id, subject }) => ({ image_id, subject })),
        page_number: page,
        page_size: size,
        total_pages: Math.ceil(faces.length / size),
        total_elements: faces.length,
      };
      return { status: 200, body };
    },
    (headers) => headers['x-api-key'] === key,
  );
}

export interface StoredPoint {
  readonly id: number | string;
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly vector: Readonly<Record<string, readonly number[]>>;
}

/** Answers as Qdrant 1.x does, for one collection of named vectors. */
export function serveQdrant(
  collection: string,
  points: readonly StoredPoint[],
  vectors: Readonly<Record<string, { size: number; distance: string }>>,
): Promise<SourceServer> {
  return serve(
    ({ path, body }) => {
      if (path === `/collections/${collection}`) {
        const params = { vectors, shard_number: 1 };
        const result = { status: 'green', points_count: points.length, config: { params } };
        return { status: 200, body: { result, status: 'ok', time: 0.001 } };
      }
      if (path !== `/collections/${collection}/points/scroll`) return { status: 404, body: {} };
      const { offset, with_vector } = body as { offset?: unknown; with_vector: string[] };
      const start = offset === undefined ? 0 : points.findIndex(({ id }) => id === offset);
      const shown = points.slice(start, start + 3).map(({ vector, ...point }) => ({
        ...point,
        vector: Object.fromEntries(with_vector.map((name) => [name, vector[name]])),
      }));
      const next_page_offset = points[start + 3]?.id ?? null;
      const result = { points: shown, next_page_offset };
      return { status: 200, body: { result, status: 'ok', time: 0.001 } };
    },
    () => true,
  );
}
