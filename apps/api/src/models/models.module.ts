import { Module } from '@nestjs/common';
import { ServingModule } from '../serving/serving.module.js';
import { ModelFiles } from './model-files.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';

@Module({
  imports: [ServingModule],
  controllers: [ModelsController],
  providers: [ModelFiles, ModelsService],
  exports: [ModelsService],
})
export class ModelsModule {}
