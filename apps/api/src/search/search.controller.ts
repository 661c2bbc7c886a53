import { Body, Controller, Post, UploadedFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { bodyLimits } from '../http/body-limits.js';
import { CurrentGallery } from '../http/caller.js';
import { Accepts, Endpoint, Returns } from '../http/endpoint.js';
import { ImageForm, type UploadedImage } from '../http/image-upload.js';
import type { GalleryRow } from '../persistence/tables.js';
import {
  type SearchBatchRequest,
  type SearchRequest,
  searchBatchBodySchema,
  searchBatchRequestSchema,
  searchBatchResultSchema,
  searchBodySchema,
  searchFormSchema,
  searchRequestSchema,
  searchResultSchema,
} from './search.schema.js';
import { SearchService } from './search.service.js';

const errors = [
  'invalid_request',
  'empty_file',
  'not_found',
  'conflict',
  'file_too_large',
  'image_too_many_pixels',
  'not_an_image',
  'unsupported_media_type',
  'invalid_vector',
  'wrong_dimension',
  'damaged_image',
] as const;

@ApiTags('search')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/search')
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Post()
  @ImageForm()
  @Accepts({ 'application/json': searchBodySchema, 'multipart/form-data': searchFormSchema })
  @Endpoint({
    summary: 'Search a gallery',
    description:
      'What is this picture, item or vector most like, or what are several examples? One answer never mixes two models, and equal distances stand in the order in which the items were filed.',
    scope: 'search',
    errors: [...errors],
    bodyLimit: bodyLimits.searchBytesMax,
  })
  @Returns(searchResultSchema, { description: 'The hits, the most alike first.' })
  run(
    @CurrentGallery() gallery: GalleryRow,
    @UploadedFile() image: UploadedImage | undefined,
    @Body({ schema: searchRequestSchema }) body: SearchRequest,
  ) {
    return this.searches.search(gallery, body, image?.buffer);
  }

  @Post('batch')
  @Accepts({ 'application/json': searchBatchBodySchema })
  @Endpoint({
    summary: 'Search a gallery several times',
    description:
      'Quicker than one by one, and all answers are by one model. One search that is refused refuses them all: the problem names it.',
    scope: 'search',
    errors: [...errors],
    bodyLimit: bodyLimits.searchBytesMax,
  })
  @Returns(searchBatchResultSchema, { description: 'One result a search.' })
  runAll(
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: searchBatchRequestSchema }) body: SearchBatchRequest,
  ) {
    return this.searches.searchAll(gallery, body.searches);
  }
}
