import { Body, Controller, Get, Header, Param, Post, Query, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns, ReturnsContent } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import { jobSchema } from '../jobs/jobs.schema.js';
import type { GalleryRow } from '../persistence/tables.js';
import { pocListSchema, pocParamsSchema, type StartPoc, startPocSchema } from './poc.schema.js';
import { PocService } from './poc.service.js';
import { pocReportSchema } from './poc-report.schema.js';

@ApiTags('proof of concept')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/poc')
export class PocController {
  constructor(private readonly pocs: PocService) {}

  @Post()
  @Endpoint({
    summary: 'Find out what suits the pictures',
    description:
      "Tries vector lengths, negatives and losses on the gallery's labelled pictures within a time budget, and measures the best on pictures that no training saw. Changes nothing in the gallery. A restart of Umbra begins it anew.",
    scope: 'train',
    errors: ['invalid_request', 'not_found', 'conflict', 'too_few_classes', 'too_few_images'],
  })
  @Returns(jobSchema, { status: 202, description: 'The job that does it.' })
  async start(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: startPocSchema }) body: StartPoc,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.pocs.start(caller, gallery, body);
    reply.header('location', `/v1/jobs/${job.id}`);
    return job;
  }

  @Get()
  @Endpoint({
    summary: 'List the reports of a gallery',
    description: 'The newest first.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(pocListSchema, { description: 'One page.' })
  list(
    @CurrentGallery() gallery: GalleryRow,
    @Query({ schema: listQuerySchema }) query: ListQuery,
  ) {
    return this.pocs.list(gallery, query);
  }

  @Get(':job')
  @Endpoint({
    summary: 'Get a report',
    description: 'All its figures, with their spread over the seeds.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(pocReportSchema, { description: 'The report.' })
  report(
    @CurrentGallery() gallery: GalleryRow,
    @Param({ schema: pocParamsSchema }) { job }: { job: string },
  ) {
    return this.pocs.report(gallery, job);
  }

  // The page brings its own styles and runs nothing; the console shows it in a frame.
  @Get(':job/page')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  )
  @Header('x-frame-options', 'SAMEORIGIN')
  @Endpoint({
    summary: 'Get a report as a page',
    description: 'One HTML file that needs nothing else, to be read and sent on.',
    scope: 'search',
    errors: ['not_found'],
  })
  @ReturnsContent(['text/html'], {
    description: 'The page.',
    schema: { type: 'string' },
  })
  page(
    @CurrentGallery() gallery: GalleryRow,
    @Param({ schema: pocParamsSchema }) { job }: { job: string },
  ) {
    return this.pocs.page(gallery, job);
  }
}
