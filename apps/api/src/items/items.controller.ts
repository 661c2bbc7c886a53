import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  Param,
  Patch,
  Post,
  Query,
  Res,
  UploadedFile,
} from '@nestjs/common';
import { ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Accepts, Endpoint, Returns, ReturnsContent, ReturnsNothing } from '../http/endpoint.js';
import { ImageForm, type UploadedImage } from '../http/image-upload.js';
import { pictureTypes, sendPicture } from '../http/picture.js';
import type { GalleryRow } from '../persistence/tables.js';
import {
  type CreateItem,
  createItemBodySchema,
  createItemFormSchema,
  createItemSchema,
  type ImageQuery,
  type ItemQuery,
  itemListSchema,
  itemQuerySchema,
  itemSchema,
  signedImageQuerySchema,
  type UpdateItem,
  updateItemSchema,
} from './items.schema.js';
import { ItemsService } from './items.service.js';

const itemParameter = {
  name: 'item',
  description: 'The id of the item.',
  schema: { type: 'string' },
} as const;

@ApiTags('items')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/items')
export class ItemsController {
  constructor(private readonly items: ItemsService) {}

  @Post()
  @ImageForm()
  @Accepts({
    'multipart/form-data': createItemFormSchema,
    'application/json': createItemBodySchema,
  })
  @Endpoint({
    summary: 'File a picture, or a vector',
    description:
      'Stores the picture, embeds it and adds it to the index: when the answer arrives, a search finds it. A vector of your own is filed without a picture. An `externalId` that the gallery knows replaces that item.',
    scope: 'write',
    errors: [
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
    ],
  })
  @Returns(itemSchema, { status: 201, description: 'The new item.' })
  @ApiResponse({
    status: 200,
    description: 'The item that was replaced.',
    standardSchema: itemSchema,
  })
  async create(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @UploadedFile() image: UploadedImage | undefined,
    @Body({ schema: createItemSchema }) body: CreateItem,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { item, replaced } = await this.items.create(caller, gallery, image?.buffer, body);
    reply.status(replaced ? 200 : 201);
    return item;
  }

  @Get()
  @Endpoint({
    summary: 'List the items',
    description: 'The newest first.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(itemListSchema, { description: 'One page.' })
  list(
    @CurrentGallery() gallery: GalleryRow,
    @Query({ schema: itemQuerySchema }) query: ItemQuery,
  ) {
    return this.items.list(gallery, query);
  }

  @Get(':item')
  @ApiParam(itemParameter)
  @Endpoint({
    summary: 'Get an item',
    description: 'Its picture stands at `.../image`.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(itemSchema, { description: 'The item.' })
  get(@CurrentGallery() gallery: GalleryRow, @Param('item') item: string) {
    return this.items.get(gallery, item);
  }

  @Patch(':item')
  @ApiParam(itemParameter)
  @Endpoint({
    summary: 'Change the label or the metadata of an item',
    description: 'What is left out stays as it is.',
    scope: 'write',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(itemSchema, { description: 'The item as it is now.' })
  update(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Param('item') item: string,
    @Body({ schema: updateItemSchema }) body: UpdateItem,
  ) {
    return this.items.update(caller, gallery, item, body);
  }

  @Delete(':item')
  @ApiParam(itemParameter)
  @Endpoint({
    summary: 'Delete an item',
    description: 'No search finds it any more when the answer arrives.',
    scope: 'write',
    errors: ['not_found'],
  })
  @ReturnsNothing('It is gone.')
  async delete(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Param('item') item: string,
  ): Promise<void> {
    await this.items.delete(caller, gallery, item);
  }

  @Get(':item/image')
  @ApiParam(itemParameter)
  @Endpoint({
    summary: 'Get the picture of an item',
    description:
      'As it was stored, or with `size` as a preview in WebP. Answers 304 to a fitting If-None-Match. A signed address needs no key.',
    scope: 'search',
    signable: true,
    errors: ['invalid_request', 'not_found'],
  })
  @ReturnsContent(pictureTypes, {
    description: 'The picture.',
    schema: { type: 'string', format: 'binary' },
  })
  async image(
    @CurrentGallery() gallery: GalleryRow,
    @Param('item') item: string,
    @Query({ schema: signedImageQuerySchema }) query: ImageQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendPicture(reply, await this.items.picture(gallery, item, query), known);
  }
}
