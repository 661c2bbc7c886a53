import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module.js';
import { ServingModule } from '../serving/serving.module.js';
import { ArrivingModel } from './arriving-model.js';
import { GalleryExport } from './gallery-export.js';
import { GalleryImportWork } from './gallery-import-work.js';
import { TransferRepository } from './transfer.repository.js';

@Module({
  imports: [ImportsModule, ServingModule],
  providers: [ArrivingModel, GalleryExport, GalleryImportWork, TransferRepository],
  exports: [GalleryExport, GalleryImportWork],
})
export class TransferModule {}
