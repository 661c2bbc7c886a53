import { Module } from '@nestjs/common';
import { ServingModule } from '../serving/serving.module.js';
import { ItemBatchController } from './item-batch.controller.js';
import { ItemBatchService } from './item-batch.service.js';
import { ItemFiling } from './item-filing.js';
import { ItemsController } from './items.controller.js';
import { ItemsService } from './items.service.js';

@Module({
  imports: [ServingModule],
  controllers: [ItemBatchController, ItemsController],
  providers: [ItemBatchService, ItemFiling, ItemsService],
  exports: [ItemFiling, ItemsService],
})
export class ItemsModule {}
