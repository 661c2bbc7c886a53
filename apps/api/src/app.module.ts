import { type DynamicModule, Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import type { Logger } from 'pino';
import { AuditModule } from './audit/audit.module.js';
import { CalibrationModule } from './calibration/calibration.module.js';
import type { Config } from './config.js';
import { EventsModule } from './events/events.module.js';
import { ExamplesModule } from './examples/examples.module.js';
import { GalleriesModule } from './galleries/galleries.module.js';
import { GalleryGuard } from './galleries/gallery.guard.js';
import { HealthModule } from './health/health.module.js';
import { ConsolePages } from './http/console-pages.js';
import { ProblemFilter } from './http/problem.filter.js';
import { validationPipe } from './http/validation-pipe.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { RepeatedRequests } from './idempotency/repeated-requests.js';
import { ImageUrlsModule } from './image-urls/image-urls.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { InfoModule } from './info/info.module.js';
import { ItemsModule } from './items/items.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { KeysModule } from './keys/keys.module.js';
import { Lifecycle } from './lifecycle.js';
import { LimitsModule } from './limits/limits.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { ModelsModule } from './models/models.module.js';
import { SampleModule } from './sample/sample.module.js';
import { SearchModule } from './search/search.module.js';
import { ServingModule } from './serving/serving.module.js';
import { SessionModule } from './session/session.module.js';
import { storeModule } from './store.module.js';
import { TrainingRunsModule } from './training-runs/training-runs.module.js';

const features = [
  IdempotencyModule,
  GalleriesModule,
  ItemsModule,
  ImportsModule,
  ImageUrlsModule,
  ExamplesModule,
  SearchModule,
  CalibrationModule,
  TrainingRunsModule,
  ModelsModule,
  JobsModule,
  EventsModule,
  KeysModule,
  AuditModule,
  SessionModule,
  InfoModule,
  LimitsModule,
  HealthModule,
];

@Module({})
class AppModule {}

export interface AppParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly pages: ConsolePages;
}

export function appModule({ config, logger, pages }: AppParts): DynamicModule {
  return {
    module: AppModule,
    imports: [storeModule(config, logger), MetricsModule, ServingModule, SampleModule, ...features],
    providers: [
      Lifecycle,
      { provide: ConsolePages, useValue: pages },
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_GUARD, useClass: GalleryGuard },
      { provide: APP_PIPE, useValue: validationPipe },
      {
        provide: APP_INTERCEPTOR,
        useFactory: (repeated: RepeatedRequests) => new IdempotencyInterceptor(repeated),
        inject: [RepeatedRequests],
      },
      {
        provide: APP_INTERCEPTOR,
        useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
        inject: [Reflector],
      },
    ],
  };
}
