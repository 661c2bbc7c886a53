import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../persistence/database.js';
import { MetricsRegistry } from './metrics-registry.js';

const activeStates = ['queued', 'running'] as const;

/** What waits and what is at work in the background, read from the tables that are the queues. */
@Injectable()
export class WorkMetrics {
  constructor(registry: MetricsRegistry, database: Database) {
    const jobsInStates = () =>
      database
        .selectFrom('jobs')
        .select(({ fn }) => ['kind', 'state', fn.countAll<number>().as('count')])
        .where('state', 'in', activeStates)
        .groupBy(['kind', 'state'])
        .execute();
    const runsInStates = () =>
      database
        .selectFrom('training_runs')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
    new Gauge({
      name: 'umbra_jobs',
      help: 'Jobs that are queued or running.',
      labelNames: ['kind', 'state'] as const,
      registers: [registry],
      async collect() {
        this.reset();
        for (const { kind, state, count } of await jobsInStates()) {
          this.set({ kind, state }, count);
        }
      },
    });
    new Gauge({
      name: 'umbra_training_runs',
      help: 'Training runs by their state.',
      labelNames: ['state'] as const,
      registers: [registry],
      async collect() {
        this.reset();
        for (const state of activeStates) {
          this.set({ state }, 0);
        }
        for (const { state, count } of await runsInStates()) {
          this.set({ state }, count);
        }
      },
    });
  }
}
