import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns, ReturnsNothing } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import type { GalleryRow } from '../persistence/tables.js';
import {
  type CreateGallery,
  createGallerySchema,
  galleryListSchema,
  gallerySchema,
  labelListSchema,
  type UpdateGallery,
  updateGallerySchema,
} from './galleries.schema.js';
import { GalleriesService } from './galleries.service.js';
import { galleryParameter } from './gallery-parameter.js';

@ApiTags('galleries')
@Controller('v1/galleries')
export class GalleriesController {
  constructor(private readonly galleries: GalleriesService) {}

  @Post()
  @Endpoint({
    summary: 'Create a gallery',
    description:
      'It can be searched from its first picture on: until it has a model of its own, plain pixels serve.',
    scope: 'write',
    errors: ['invalid_request', 'name_taken'],
  })
  @Returns(gallerySchema, { status: 201, description: 'The gallery.' })
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createGallerySchema }) body: CreateGallery,
  ) {
    return this.galleries.create(caller, body);
  }

  @Get()
  @Endpoint({
    summary: 'List the galleries',
    description: 'The newest first; a key that is bound to galleries sees only those.',
    scope: 'search',
    errors: ['invalid_request'],
  })
  @Returns(galleryListSchema, { description: 'One page.' })
  list(@CurrentCaller() caller: Caller, @Query({ schema: listQuerySchema }) query: ListQuery) {
    return this.galleries.list(caller, query);
  }

  @Get(':gallery')
  @ApiParam(galleryParameter)
  @Endpoint({
    summary: 'Get a gallery',
    description: 'With its counts, its model and the state of its index.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(gallerySchema, { description: 'The gallery.' })
  get(@CurrentGallery() gallery: GalleryRow) {
    return this.galleries.describe(gallery);
  }

  @Patch(':gallery')
  @ApiParam(galleryParameter)
  @Endpoint({
    summary: 'Rename or describe a gallery',
    description: 'What is left out stays as it is.',
    scope: 'write',
    errors: ['invalid_request', 'not_found', 'name_taken'],
  })
  @Returns(gallerySchema, { description: 'The gallery as it is now.' })
  update(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: updateGallerySchema }) body: UpdateGallery,
  ) {
    return this.galleries.update(caller, gallery, body);
  }

  @Delete(':gallery')
  @ApiParam(galleryParameter)
  @Endpoint({
    summary: 'Delete a gallery',
    description: 'With its items, its training runs and its index. Models trained on it stay.',
    scope: 'write',
    errors: ['not_found', 'conflict'],
  })
  @ReturnsNothing('It is gone.')
  async delete(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
  ): Promise<void> {
    await this.galleries.delete(caller, gallery);
  }

  @Get(':gallery/labels')
  @ApiParam(galleryParameter)
  @Endpoint({
    summary: 'List the labels of a gallery',
    description: 'Each with the number of its items.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(labelListSchema, { description: 'All labels, by name.' })
  labels(@CurrentGallery() gallery: GalleryRow) {
    return this.galleries.labels(gallery);
  }
}
