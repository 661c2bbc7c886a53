import { Global, Module } from '@nestjs/common';
import { EmbeddingMetrics } from './embedding-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';
import { MetricsRegistry } from './metrics-registry.js';
import { SearchMetrics } from './search-metrics.js';
import { WorkMetrics } from './work-metrics.js';

/** For all: whoever has something to tell asks for the registry. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [MetricsRegistry, MetricsService, EmbeddingMetrics, SearchMetrics, WorkMetrics],
  exports: [MetricsRegistry, EmbeddingMetrics, SearchMetrics],
})
export class MetricsModule {}
