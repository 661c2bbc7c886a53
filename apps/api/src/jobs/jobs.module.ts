import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { ModelsModule } from '../models/models.module.js';
import { ServingModule } from '../serving/serving.module.js';
import { ImportController } from './import.controller.js';
import { ImportsService } from './imports.service.js';
import { JobQueue } from './job-queue.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';
import { PromoteController } from './promote.controller.js';
import { PromotionWork } from './promotion-work.js';

@Module({
  imports: [ImportsModule, ModelsModule, ServingModule],
  controllers: [ImportController, JobsController, PromoteController],
  providers: [ImportsService, JobQueue, JobsService, PromotionWork],
  exports: [JobQueue],
})
export class JobsModule {}
