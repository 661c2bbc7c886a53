import { Module } from '@nestjs/common';
import { SampleModule } from '../sample/sample.module.js';
import { ServingModule } from '../serving/serving.module.js';
import { InfoController } from './info.controller.js';
import { InfoService } from './info.service.js';

@Module({
  imports: [SampleModule, ServingModule],
  controllers: [InfoController],
  providers: [InfoService],
})
export class InfoModule {}
