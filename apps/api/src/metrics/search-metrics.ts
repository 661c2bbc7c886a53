import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

/** How a search was answered. */
interface Answered {
  readonly filtered: boolean;
  /** Whether every candidate was compared. */
  readonly exact: boolean;
}

/** What searches tell of themselves. */
@Injectable()
export class SearchMetrics {
  readonly #searches: Counter<'kind'>;
  readonly #recall: Gauge<'gallery'>;

  constructor(registry: MetricsRegistry) {
    this.#searches = new Counter({
      name: 'umbra_searches_total',
      help: 'Searches: `hnsw` asked the graph, `exact` compared all, `filtered` had a filter.',
      labelNames: ['kind'] as const,
      registers: [registry],
    });
    for (const kind of ['hnsw', 'exact', 'filtered']) {
      this.#searches.inc({ kind }, 0);
    }
    this.#recall = new Gauge({
      name: 'umbra_live_recall',
      help: 'Share of the nearest items that searches found lately, by repeating some exactly.',
      labelNames: ['gallery'] as const,
      registers: [registry],
    });
  }

  count({ filtered, exact }: Answered): void {
    this.#searches.inc({ kind: filtered ? 'filtered' : exact ? 'exact' : 'hnsw' });
  }

  /** 0 to 1; null: nothing is known. */
  setRecall(gallery: string, recall: number | null): void {
    if (recall === null) {
      this.#recall.remove({ gallery });
    } else {
      this.#recall.set({ gallery }, recall);
    }
  }
}
