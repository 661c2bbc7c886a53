import { Module } from '@nestjs/common';
import { ExamplesModule } from '../examples/examples.module.js';
import { GalleriesModule } from '../galleries/galleries.module.js';
import { ItemsModule } from '../items/items.module.js';
import { TrainingRunsModule } from '../training-runs/training-runs.module.js';
import { SampleService } from './sample.service.js';

@Module({
  imports: [ExamplesModule, GalleriesModule, ItemsModule, TrainingRunsModule],
  providers: [SampleService],
  exports: [SampleService],
})
export class SampleModule {}
