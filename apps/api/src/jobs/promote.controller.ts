import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import { type Promote, promoteSchema } from '../models/models.schema.js';
import type { GalleryRow } from '../persistence/tables.js';
import { jobSchema } from './jobs.schema.js';
import { JobsService } from './jobs.service.js';

@ApiTags('models')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery')
export class PromoteController {
  constructor(private readonly jobs: JobsService) {}

  @Post('promote')
  @Endpoint({
    summary: 'Let a model serve the gallery',
    description:
      'Embeds all items with the model and builds an index beside the one that serves, then changes over at once. Searches go on all the while. The model that served before can be promoted again.',
    scope: 'train',
    errors: ['invalid_request', 'not_found', 'conflict'],
  })
  @Returns(jobSchema, { status: 202, description: 'The job that does it.' })
  async start(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: promoteSchema }) body: Promote,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.jobs.promote(caller, gallery, body);
    reply.header('location', `/v1/jobs/${job.id}`);
    return job;
  }

  @Post('rollback')
  @Endpoint({
    summary: 'Let the model before serve again',
    description:
      'The same as to promote `previousModel`. Its vectors were kept, so only what was filed since is embedded.',
    scope: 'train',
    errors: ['not_found', 'conflict'],
  })
  @Returns(jobSchema, { status: 202, description: 'The job that does it.' })
  async back(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.jobs.rollback(caller, gallery);
    reply.header('location', `/v1/jobs/${job.id}`);
    return job;
  }
}
