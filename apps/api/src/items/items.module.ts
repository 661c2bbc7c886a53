import { Module } from '@nestjs/common';
import { ServingModule } from '../serving/serving.module.js';
import { ItemFiling } from './item-filing.js';
import { ItemsController } from './items.controller.js';
import { ItemsService } from './items.service.js';

@Module({
  imports: [ServingModule],
  controllers: [ItemsController],
  providers: [ItemFiling, ItemsService],
  exports: [ItemFiling, ItemsService],
})
export class ItemsModule {}
