import { Module } from '@nestjs/common';
import { ServingModule } from '../serving/serving.module.js';
import { FilteredLabels } from './filtered-labels.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';
import { SearchThresholds } from './search-thresholds.js';

@Module({
  imports: [ServingModule],
  controllers: [SearchController],
  providers: [FilteredLabels, SearchService, SearchThresholds],
})
export class SearchModule {}
