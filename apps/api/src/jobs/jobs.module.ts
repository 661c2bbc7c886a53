import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.js';
import { ServingModule } from '../serving/serving.module.js';
import { JobQueue } from './job-queue.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';
import { PromoteController } from './promote.controller.js';

@Module({
  imports: [ModelsModule, ServingModule],
  controllers: [JobsController, PromoteController],
  providers: [JobQueue, JobsService],
  exports: [JobQueue],
})
export class JobsModule {}
