import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import type { MetricsRegistry } from './metrics-registry.js';

/**
 * How long answers take, by route: its pattern, so that ids make no metrics of their own. A stream
 * of events lasts as long as its reader likes and is left out.
 */
export function addRequestMetrics(server: FastifyInstance, registry: MetricsRegistry): void {
  const seconds = new Histogram({
    name: 'umbra_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    const isStream = String(reply.getHeader('content-type')).startsWith('text/event-stream');
    if (!isStream) {
      const { url: route = 'none' } = request.routeOptions;
      const { method } = request;
      seconds.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    }
  });
}
