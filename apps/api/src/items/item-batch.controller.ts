import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import type { GalleryRow } from '../persistence/tables.js';
import { type ItemBatch, itemBatchResultSchema, itemBatchSchema } from './item-batch.schema.js';
import { ItemBatchService } from './item-batch.service.js';

@ApiTags('items')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/items/batch')
export class ItemBatchController {
  constructor(private readonly batches: ItemBatchService) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    summary: 'Change or delete many items',
    description:
      'Gives up to 1,000 items a label or metadata, or deletes them, all at once. An id that the gallery lacks is refused by itself; the others are changed.',
    scope: 'write',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(itemBatchResultSchema, { description: 'What was changed, and what was refused.' })
  apply(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: itemBatchSchema }) body: ItemBatch,
  ) {
    return this.batches.apply(caller, gallery, body);
  }
}
