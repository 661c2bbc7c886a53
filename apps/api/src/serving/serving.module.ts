import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { EmbeddingService } from './embedding.service.js';
import { EmbeddingThread } from './embedding-thread.js';
import { PromotionService } from './promotion.service.js';
import { ServingService } from './serving.service.js';

const thread = {
  provide: EmbeddingThread,
  useFactory: (config: Config) =>
    new EmbeddingThread({ backend: config.backend, nativeDirectory: config.nativeDirectory }),
  inject: [CONFIG],
};
const services = [thread, EmbeddingService, ServingService, PromotionService];

@Module({ providers: services, exports: services })
export class ServingModule {}
