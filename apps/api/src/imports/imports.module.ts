import { Module } from '@nestjs/common';
import { ItemsModule } from '../items/items.module.js';
import { ImportStore } from './import-store.js';
import { ImportWork } from './import-work.js';
import { ImportsRepository } from './imports.repository.js';

@Module({
  imports: [ItemsModule],
  providers: [ImportStore, ImportWork, ImportsRepository],
  exports: [ImportStore, ImportWork, ImportsRepository],
})
export class ImportsModule {}
