import type { Readable } from 'node:stream';
import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Accepts, Endpoint, Returns } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import { StreamedBody } from '../http/streamed-body.js';
import { importBodies, importRefusalListSchema } from '../imports/imports.schema.js';
import type { GalleryRow } from '../persistence/tables.js';
import { ImportsService } from './imports.service.js';
import { jobParamsSchema, jobSchema } from './jobs.schema.js';

@ApiTags('items')
@Controller('v1')
export class ImportController {
  constructor(private readonly imports: ImportsService) {}

  @Post('galleries/:gallery/items/import')
  @ApiParam(galleryParameter)
  @Accepts(importBodies)
  @Endpoint({
    summary: 'Import many items from one file',
    description:
      'Takes an archive of `<label>/<picture>` or NDJSON as the body, whatever its length, and answers when it is on the disk; a job then files what it holds. The path of a picture is its external id, so the same file again adds nothing twice. A restart of Umbra goes on where it was; what a cancelled import has added stays.',
    scope: 'write',
    streamsBody: true,
    errors: [
      'invalid_request',
      'empty_file',
      'not_found',
      'file_too_large',
      'unsupported_media_type',
    ],
  })
  @Returns(jobSchema, { status: 202, description: 'The job that files it.' })
  async start(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @StreamedBody() body: Readable,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.imports.start(caller, gallery, body);
    reply.header('location', `/v1/jobs/${job.id}`);
    return job;
  }

  @Get('jobs/:job/refusals')
  @Endpoint({
    summary: 'List what an import left out',
    description: 'Each entry with the reason, in the order of the file.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(importRefusalListSchema, { description: 'One page.' })
  refusals(
    @CurrentCaller() caller: Caller,
    @Param({ schema: jobParamsSchema }) params: { job: string },
    @Query({ schema: listQuerySchema }) query: ListQuery,
  ) {
    return this.imports.refusals(caller, params.job, query);
  }
}
