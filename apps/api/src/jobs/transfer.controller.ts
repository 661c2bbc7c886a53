import type { Readable } from 'node:stream';
import { Controller, Get, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { galleryNameSchema } from '../galleries/galleries.schema.js';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Accepts, Endpoint, Returns, ReturnsContent } from '../http/endpoint.js';
import { StreamedBody } from '../http/streamed-body.js';
import type { GalleryRow } from '../persistence/tables.js';
import { GalleryExport } from '../transfer/gallery-export.js';
import { ImportsService } from './imports.service.js';
import { jobSchema } from './jobs.schema.js';

const importQuerySchema = z.strictObject({
  name: galleryNameSchema.optional().describe('Instead of the name that the gallery had.'),
});

const file = z.string().meta({ format: 'binary' }).describe('What an export answered.');

@ApiTags('galleries')
@Controller('v1/galleries')
export class TransferController {
  constructor(
    private readonly exports: GalleryExport,
    private readonly imports: ImportsService,
  ) {}

  @Get(':gallery/export')
  @ApiParam(galleryParameter)
  @Endpoint({
    summary: 'Export a gallery as one file',
    description:
      'Streams a tar of its pictures, items, vectors, calibration and of the model that serves it. Its last entry, `SHA256SUMS`, lets `sha256sum -c` and an import check every file; an answer that breaks off has none.',
    scope: 'write',
    errors: ['not_found'],
  })
  @ReturnsContent(['application/x-tar'], {
    description: 'The file.',
    schema: { type: 'string', format: 'binary' },
  })
  export(@CurrentGallery() gallery: GalleryRow) {
    return new StreamableFile(this.exports.start(gallery), {
      type: 'application/x-tar',
      disposition: `attachment; filename="${gallery.name}.umbra.tar"`,
    });
  }

  @Post('import')
  @Accepts({ 'application/x-tar': file, 'application/octet-stream': file })
  @Endpoint({
    summary: 'Import a gallery from an exported file',
    description:
      'Makes a gallery with its items, vectors, model and calibration as they were; nothing is embedded again. Every byte is compared with the sums in the file first: a damaged one fails with `dataset_invalid`. The gallery is there when the job has succeeded, and not before.',
    scope: 'write',
    streamsBody: true,
    errors: [
      'invalid_request',
      'empty_file',
      'name_taken',
      'file_too_large',
      'unsupported_media_type',
    ],
  })
  @Returns(jobSchema, { status: 202, description: 'The job that makes the gallery.' })
  async import(
    @CurrentCaller() caller: Caller,
    @Query({ schema: importQuerySchema }) { name }: z.infer<typeof importQuerySchema>,
    @StreamedBody() body: Readable,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const job = await this.imports.startGallery(caller, name ?? null, body);
    reply.header('location', `/v1/jobs/${job.id}`);
    return job;
  }
}
