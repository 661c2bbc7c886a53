import { Body, Controller, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import type { GalleryRow } from '../persistence/tables.js';
import {
  type CreateImageUrls,
  createImageUrlsSchema,
  imageUrlsSchema,
} from './image-urls.schema.js';
import { ImageUrlsService } from './image-urls.service.js';

@ApiTags('items')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/image-urls')
export class ImageUrlsController {
  constructor(private readonly imageUrls: ImageUrlsService) {}

  @Post()
  @Endpoint({
    summary: 'Get addresses of pictures that need no key',
    description:
      'For the img elements of a page: signed, each for one picture and a short time, so that no key stands in a page or an address. They open nothing any more once the item or the key is deleted.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(imageUrlsSchema, { description: 'The addresses.' })
  create(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: createImageUrlsSchema }) body: CreateImageUrls,
  ) {
    return this.imageUrls.issue(caller, gallery, body);
  }
}
