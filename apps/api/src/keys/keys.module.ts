import { Module } from '@nestjs/common';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';
import { OpenStreams } from './open-streams.js';

@Module({
  controllers: [KeysController],
  providers: [KeysService, OpenStreams],
  exports: [KeysService, OpenStreams],
})
export class KeysModule {}
