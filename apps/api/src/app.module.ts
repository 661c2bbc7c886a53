import { Module } from '@nestjs/common';
import { ExamplesController } from './examples/examples.controller.js';
import { ExamplesService } from './examples/examples.service.js';
import { GalleriesController } from './galleries/galleries.controller.js';
import { GalleriesService } from './galleries/galleries.service.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { InfoController } from './info/info.controller.js';
import { InfoService } from './info/info.service.js';
import { ItemsController } from './items/items.controller.js';
import { ItemsService } from './items/items.service.js';
import { JobsController } from './jobs/jobs.controller.js';
import { JobsService } from './jobs/jobs.service.js';
import { PromoteController } from './jobs/promote.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysService } from './keys/keys.service.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { SearchController } from './search/search.controller.js';
import { SearchService } from './search/search.service.js';
import { SessionController } from './session/session.controller.js';
import { SessionService } from './session/session.service.js';
import { TrainController } from './training-runs/train.controller.js';
import { TrainingRunsController } from './training-runs/training-runs.controller.js';
import { TrainingRunsService } from './training-runs/training-runs.service.js';

@Module({
  controllers: [
    GalleriesController,
    ItemsController,
    ExamplesController,
    SearchController,
    TrainController,
    TrainingRunsController,
    ModelsController,
    PromoteController,
    JobsController,
    KeysController,
    SessionController,
    InfoController,
    HealthController,
  ],
  providers: [
    GalleriesService,
    ItemsService,
    ExamplesService,
    SearchService,
    TrainingRunsService,
    ModelsService,
    JobsService,
    KeysService,
    SessionService,
    InfoService,
    HealthService,
  ],
})
export class AppModule {}
