import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { MetricsRegistry } from '../metrics/metrics-registry.js';
import { ServingService } from './serving.service.js';

/** What the open indexes hold and take, asked of their threads whenever somebody looks. */
@Injectable()
export class IndexMetrics {
  constructor(registry: MetricsRegistry, serving: ServingService) {
    const registers = [registry];
    new Gauge({
      name: 'umbra_index_vectors',
      help: 'Vectors in the index of a gallery.',
      labelNames: ['gallery'] as const,
      registers,
      async collect() {
        this.reset();
        for (const [gallery, { size }] of await serving.openStats()) {
          this.set({ gallery }, size);
        }
      },
    });
    new Gauge({
      name: 'umbra_index_deleted_share',
      help: 'Share of the nodes of the graph that were deleted; gone with the next rebuild.',
      labelNames: ['gallery'] as const,
      registers,
      async collect() {
        this.reset();
        for (const [gallery, { deletedShare }] of await serving.openStats()) {
          this.set({ gallery }, deletedShare);
        }
      },
    });
    new Gauge({
      name: 'umbra_index_bytes',
      help: 'Memory of the index of a gallery.',
      labelNames: ['gallery', 'part'] as const,
      registers,
      async collect() {
        this.reset();
        for (const [gallery, { bytes }] of await serving.openStats()) {
          for (const [part, value] of Object.entries(bytes)) {
            this.set({ gallery, part }, value);
          }
        }
      },
    });
  }
}
