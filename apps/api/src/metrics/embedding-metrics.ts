import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

/**
 * How many pictures are embedded, how fast and how many together, how many need not be, and how
 * many wait for it.
 */
@Injectable()
export class EmbeddingMetrics {
  readonly #pictures: Counter;
  readonly #reused: Counter<'from'>;
  readonly #batches: Histogram;
  readonly #seconds: Histogram;
  #waiting = 0;

  constructor(registry: MetricsRegistry) {
    const registers = [registry];
    this.#pictures = new Counter({
      name: 'umbra_embeds_total',
      help: 'Pictures that were embedded.',
      registers,
    });
    this.#reused = new Counter({
      name: 'umbra_embeds_reused_total',
      help: 'Pictures whose vectors were at hand: in the `cache`, or of an item of the `gallery`.',
      labelNames: ['from'] as const,
      registers,
    });
    for (const from of ['cache', 'gallery']) {
      this.#reused.inc({ from }, 0);
    }
    this.#batches = new Histogram({
      name: 'umbra_embed_batch_pictures',
      help: 'Pictures that went through the network together.',
      buckets: [1, 2, 4, 8, 16, 32],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'umbra_embed_duration_seconds',
      help: 'Time to embed a picture, with the wait for the batches before.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    const waiting = () => this.#waiting;
    new Gauge({
      name: 'umbra_embeds_waiting',
      help: 'Pictures that are embedded now or wait for it.',
      registers,
      collect() {
        this.set(waiting());
      },
    });
  }

  countReused(from: 'cache' | 'gallery'): void {
    this.#reused.inc({ from });
  }

  countBatch(pictures: number): void {
    this.#batches.observe(pictures);
  }

  /** Runs `work`, which embeds a picture. */
  async measure<T>(work: () => Promise<T>): Promise<T> {
    const stop = this.#seconds.startTimer();
    this.#waiting += 1;
    try {
      const result = await work();
      this.#pictures.inc();
      stop();
      return result;
    } finally {
      this.#waiting -= 1;
    }
  }
}
