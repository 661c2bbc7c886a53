import autocannon from 'autocannon';

export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON texts; each connection sends them in turn. */
  readonly bodies: readonly string[];
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const connections = 32;

/** So many connections send one request after the other for some seconds. */
export async function load(target: Target, seconds: number): Promise<LoadResult> {
  const result = await autocannon({
    url: target.url,
    connections,
    duration: seconds,
    requests: target.bodies.map((body) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...target.headers },
      body,
    })),
  });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${failed} requests to ${target.url} failed`);
  const { average, p50, p99 } = { ...result.latency, average: result.requests.average };
  return { requestsPerSecond: average, p50Ms: p50, p99Ms: p99 };
}
