import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ServedFile {
  bytes: Uint8Array;
  /** A strong ETag; null: the server tells no version. */
  version: string | null;
  /** After how many bytes an answer stops, until `breakLine`; an entry an answer, then whole. */
  stops: number[];
}

export interface FileServer {
  /** Ends with a slash. */
  readonly url: string;
  /** By name; what is not here answers 404. */
  readonly files: Map<string, ServedFile>;
  /** "file range" of every request, in their order. */
  readonly requests: string[];
  /** Breaks every line on which an answer has stopped. */
  breakLine(): void;
}

/** A real server of files that knows Range, If-Range and If-None-Match, and stops on demand. */
export async function serveFiles(files: Readonly<Record<string, Uint8Array>>): Promise<FileServer> {
  const served = new Map<string, ServedFile>();
  for (const [name, bytes] of Object.entries(files)) {
    served.set(name, { bytes, version: '"1"', stops: [] });
  }
  const requests: string[] = [];
  const stopped = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    requests.push(`${name} ${request.headers.range ?? 'whole'}`);
    if (!answer(served.get(name), request, response)) {
      stopped.add(response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const breakLine = (): void => {
    for (const response of stopped) {
      response.destroy();
    }
    stopped.clear();
  };
  return { url: `http://127.0.0.1:${port}/`, files: served, requests, breakLine };
}

/** Whether the answer is whole. */
function answer(
  file: ServedFile | undefined,
  { headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (file === undefined) {
    response.writeHead(404).end();
    return true;
  }
  const { bytes, version, stops } = file;
  if (version !== null && headers['if-none-match'] === version) {
    response.writeHead(304).end();
    return true;
  }
  const wanted = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  const isSame = headers['if-range'] === undefined || headers['if-range'] === version;
  const start = wanted !== undefined && isSame ? Number(wanted) : 0;
  if (start > 0 && start >= bytes.length) {
    response.writeHead(416).end();
    return true;
  }
  const body = bytes.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {
    'Content-Length': body.length,
    ...(version === null ? {} : { ETag: version }),
    ...(start > 0 ? { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  const end = stops.shift();
  if (end === undefined) {
    response.end(body);
    return true;
  }
  response.write(body.subarray(0, end));
  return false;
}
