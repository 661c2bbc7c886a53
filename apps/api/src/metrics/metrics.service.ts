import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';
import { MetricsRegistry } from './metrics-registry.js';

@Injectable()
export class MetricsService {
  constructor(private readonly registry: MetricsRegistry) {
    // Of the process: memory, processor time, open files, and how late the event loop is.
    collectDefaultMetrics({ register: registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  read(): Promise<string> {
    return this.registry.metrics();
  }
}
