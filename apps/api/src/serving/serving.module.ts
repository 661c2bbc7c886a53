import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { EmbeddingMetrics } from '../metrics/embedding-metrics.js';
import { Home } from '../persistence/home.js';
import { CalibrationService } from './calibration.service.js';
import { EmbeddingService } from './embedding.service.js';
import { EmbeddingQueue } from './embedding-queue.js';
import { EmbeddingThread } from './embedding-thread.js';
import { ErasureService } from './erasure.service.js';
import { IndexMetrics } from './index-metrics.js';
import { KnownVectors } from './known-vectors.js';
import { LiveRecall } from './live-recall.js';
import { ParityService } from './parity.service.js';
import { PromotionService } from './promotion.service.js';
import { ServingService } from './serving.service.js';

const thread = {
  provide: EmbeddingThread,
  useFactory: ({ backend, inference, nativeDirectory }: Config, { backbones }: Home) =>
    new EmbeddingThread({ backend, inference, nativeDirectory, backbones }),
  inject: [CONFIG, Home],
};
const queue = {
  provide: EmbeddingQueue,
  useFactory: (thread: EmbeddingThread, metrics: EmbeddingMetrics) =>
    new EmbeddingQueue(thread, metrics),
  inject: [EmbeddingThread, EmbeddingMetrics],
};
const services = [
  thread,
  queue,
  KnownVectors,
  CalibrationService,
  EmbeddingService,
  ErasureService,
  IndexMetrics,
  LiveRecall,
  ParityService,
  ServingService,
  PromotionService,
];

@Module({ providers: services, exports: services })
export class ServingModule {}
