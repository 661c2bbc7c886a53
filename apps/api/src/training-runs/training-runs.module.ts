import { Module } from '@nestjs/common';
import { ModelsModule } from '../models/models.module.js';
import { ServingModule } from '../serving/serving.module.js';
import { RunFolders } from './run-folders.js';
import { RunLog } from './run-log.js';
import { TrainController } from './train.controller.js';
import { Trainer } from './trainer.js';
import { TrainingQueue } from './training-queue.js';
import { TrainingRunsController } from './training-runs.controller.js';
import { TrainingRunsService } from './training-runs.service.js';

@Module({
  imports: [ModelsModule, ServingModule],
  controllers: [TrainController, TrainingRunsController],
  providers: [RunFolders, RunLog, Trainer, TrainingQueue, TrainingRunsService],
  exports: [RunFolders, RunLog, TrainingQueue, TrainingRunsService],
})
export class TrainingRunsModule {}
