import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { ModelsModule } from '../models/models.module.js';
import { PocController } from '../poc/poc.controller.js';
import { PocModule } from '../poc/poc.module.js';
import { PocService } from '../poc/poc.service.js';
import { ServingModule } from '../serving/serving.module.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { ImportController } from './import.controller.js';
import { ImportsService } from './imports.service.js';
import { JobQueue } from './job-queue.js';
import { JobsController } from './jobs.controller.js';
import { JobsService } from './jobs.service.js';
import { PromoteController } from './promote.controller.js';
import { PromotionWork } from './promotion-work.js';
import { TransferController } from './transfer.controller.js';

@Module({
  imports: [ImportsModule, ModelsModule, PocModule, ServingModule, TransferModule],
  controllers: [
    ImportController,
    JobsController,
    PocController,
    PromoteController,
    TransferController,
  ],
  providers: [ImportsService, JobQueue, JobsService, PocService, PromotionWork],
  exports: [JobQueue],
})
export class JobsModule {}
