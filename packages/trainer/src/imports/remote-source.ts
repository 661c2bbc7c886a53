/** Asks the server that is imported from: again where that may help, with a sentence where not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UmbraError } from '@umbra/core/errors';

const attemptsMax = 5;
const firstPauseMs = 300;
/** A server that says nothing for so long is not there. */
const answerMs = 60_000;

export interface RemoteServer {
  /** For messages: "CompreFace". */
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What to do when the server refuses the key. */
  readonly keyAdvice: string;
}

export interface RemoteRequest {
  readonly path: string;
  /** Sent as JSON by POST; GET when left out. */
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

/** @throws UmbraError `unauthorized`, `not_found`, `unavailable`; the signal's reason. */
export async function askRemote(server: RemoteServer, request: RemoteRequest): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce(server, request);
    if (outcome instanceof Buffer) {
      return outcome;
    }
    if (attempt === attemptsMax) {
      throw new UmbraError(
        'unavailable',
        `${server.name} at ${server.url} does not answer (${outcome}): check the address, and run ` +
          'the command again; what was imported stays.',
      );
    }
    const pauseMs = firstPauseMs * 2 ** (attempt - 1);
    await sleep(pauseMs, undefined, { signal: request.signal }).catch(() =>
      request.signal.throwIfAborted(),
    );
  }
}

/** The same as JSON. */
export async function askRemoteJson(
  server: RemoteServer,
  request: RemoteRequest,
): Promise<unknown> {
  const bytes = await askRemote(server, request);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new UmbraError(
      'unavailable',
      `What answers at ${server.url}${request.path} is not ${server.name}: check the address.`,
      { cause },
    );
  }
}

/** The bytes, or why another try is worth it. */
async function attemptOnce(
  server: RemoteServer,
  { path, body, signal }: RemoteRequest,
): Promise<Buffer | string> {
  try {
    const response = await fetch(`${server.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...server.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    if (response.ok) {
      return Buffer.from(await response.arrayBuffer());
    }
    await response.body?.cancel();
    const { status } = response;
    if (status === 429 || status >= 500) {
      return `it answers ${status}`;
    }
    throw refusal(server, path, status);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UmbraError) {
      throw error;
    }
    const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return (inner instanceof Error && inner.message) || 'the line broke';
  }
}

function refusal({ name, url, keyAdvice }: RemoteServer, path: string, status: number): UmbraError {
  if (status === 401 || status === 403) {
    return new UmbraError('unauthorized', `${name} refuses the key: ${keyAdvice}.`);
  }
  return new UmbraError(
    'not_found',
    `${name} answers ${status} at ${url}${path}: check the address and the names.`,
  );
}

/** An address without the slash at its end. @throws UmbraError `config_invalid` */
export function serverUrl(text: string): string {
  if (!/^https?:\/\/./.test(text) || !URL.canParse(text)) {
    throw new UmbraError('config_invalid', `${text} is no address: it must start with http://.`);
  }
  return text.replace(/\/+$/, '');
}
