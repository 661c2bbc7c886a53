import { Module } from '@nestjs/common';
import { GalleriesModule } from '../galleries/galleries.module.js';
import { ChangeWatch } from './change-watch.js';
import { ChangedRows } from './changed-rows.js';
import { EventsController } from './events.controller.js';
import { EventsService } from './events.service.js';

@Module({
  imports: [GalleriesModule],
  controllers: [EventsController],
  providers: [ChangedRows, ChangeWatch, EventsService],
  exports: [ChangeWatch],
})
export class EventsModule {}
