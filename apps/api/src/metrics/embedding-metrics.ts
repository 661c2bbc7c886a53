import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

/** How many pictures are embedded, how fast, and how many requests wait for it. */
@Injectable()
export class EmbeddingMetrics {
  readonly #pictures: Counter;
  readonly #seconds: Histogram;
  #waiting = 0;

  constructor(registry: MetricsRegistry) {
    const registers = [registry];
    this.#pictures = new Counter({
      name: 'umbra_embeds_total',
      help: 'Pictures that were embedded.',
      registers,
    });
    this.#seconds = new Histogram({
      name: 'umbra_embed_duration_seconds',
      help: 'Time to embed a batch of pictures, with the wait for the batches before.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    const waiting = () => this.#waiting;
    new Gauge({
      name: 'umbra_embeds_waiting',
      help: 'Batches of pictures that are embedded now or wait for it.',
      registers,
      collect() {
        this.set(waiting());
      },
    });
  }

  /** Runs `work`, which embeds so many pictures. */
  async measure<T>(pictures: number, work: () => Promise<T>): Promise<T> {
    const stop = this.#seconds.startTimer();
    this.#waiting += 1;
    try {
      const result = await work();
      this.#pictures.inc(pictures);
      stop();
      return result;
    } finally {
      this.#waiting -= 1;
    }
  }
}
