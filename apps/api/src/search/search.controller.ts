import { Body, Controller, Post, UploadedFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { imageLimits } from '@umbra/core/image';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { CurrentGallery } from '../http/caller.js';
import { Accepts, Endpoint, Returns } from '../http/endpoint.js';
import { OptionalImageForm, type UploadedImage } from '../http/image-upload.js';
import type { GalleryRow } from '../persistence/tables.js';
import {
  type SearchRequest,
  searchBodySchema,
  searchFormSchema,
  searchRequestSchema,
  searchResultSchema,
} from './search.schema.js';
import { SearchService } from './search.service.js';

/**
 * A picture of the largest size in base64, which takes four bytes for three, and the rest of the
 * request.
 */
const base64BodyBytesMax = Math.ceil((imageLimits.bytesMax * 4) / 3) + 1024 * 1024;

@ApiTags('search')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/search')
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Post()
  @OptionalImageForm()
  @Accepts({ 'application/json': searchBodySchema, 'multipart/form-data': searchFormSchema })
  @Endpoint({
    summary: 'Search a gallery',
    description:
      'What is this picture, item or vector most like? One answer never mixes two models.',
    scope: 'search',
    errors: [
      'invalid_request',
      'empty_file',
      'not_found',
      'file_too_large',
      'image_too_many_pixels',
      'not_an_image',
      'unsupported_media_type',
      'invalid_vector',
      'wrong_dimension',
      'damaged_image',
    ],
    bodyLimit: base64BodyBytesMax,
  })
  @Returns(searchResultSchema, { description: 'The hits, the most alike first.' })
  run(
    @CurrentGallery() gallery: GalleryRow,
    @UploadedFile() image: UploadedImage | undefined,
    @Body({ schema: searchRequestSchema }) body: SearchRequest,
  ) {
    return this.searches.search(gallery, body, image?.buffer);
  }
}
