import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns, ReturnsContent } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import { pictureTypes, sendPicture } from '../http/picture.js';
import { type ImageQuery, imageQuerySchema } from '../items/items.schema.js';
import type { GalleryRow } from '../persistence/tables.js';
import { exampleListSchema } from './examples.schema.js';
import { ExamplesService } from './examples.service.js';

@ApiTags('galleries')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/examples')
export class ExamplesController {
  constructor(private readonly examples: ExamplesService) {}

  @Get()
  @Endpoint({
    summary: 'List the pictures to try a search with',
    description:
      'They are held back: neither trained on nor filed. The sample gallery brings some.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(exampleListSchema, { description: 'One page.' })
  list(
    @CurrentGallery() gallery: GalleryRow,
    @Query({ schema: listQuerySchema }) query: ListQuery,
  ) {
    return this.examples.list(gallery, query);
  }

  @Get(':example/image')
  @ApiParam({ name: 'example', description: 'The id of the example.', schema: { type: 'string' } })
  @Endpoint({
    summary: 'Get the picture of an example',
    description: 'As it was stored, or with `size` as a preview in WebP.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @ReturnsContent(pictureTypes, {
    description: 'The picture.',
    schema: { type: 'string', format: 'binary' },
  })
  async image(
    @CurrentGallery() gallery: GalleryRow,
    @Param('example') example: string,
    @Query({ schema: imageQuerySchema }) query: ImageQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendPicture(reply, await this.examples.picture(gallery, example, query), known);
  }
}
