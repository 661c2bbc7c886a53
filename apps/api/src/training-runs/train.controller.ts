import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { type Caller, CurrentCaller, CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import type { GalleryRow } from '../persistence/tables.js';
import { type Train, trainingRunSchema, trainSchema } from './training-runs.schema.js';
import { TrainingRunsService } from './training-runs.service.js';

@ApiTags('training runs')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/train')
export class TrainController {
  constructor(private readonly runs: TrainingRunsService) {}

  @Post()
  @Endpoint({
    summary: "Train a model on the gallery's labelled pictures",
    description:
      'At least two labels with at least two pictures each are needed. Runs are queued and trained one at a time; searches go on all the while.',
    scope: 'train',
    errors: [
      'invalid_request',
      'not_found',
      'conflict',
      'config_invalid',
      'too_few_classes',
      'too_few_images',
    ],
  })
  @Returns(trainingRunSchema, { status: 202, description: 'The training run, queued.' })
  async start(
    @CurrentCaller() caller: Caller,
    @CurrentGallery() gallery: GalleryRow,
    @Body({ schema: trainSchema }) body: Train,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const run = await this.runs.train(caller, gallery, body);
    reply.header('location', `/v1/training-runs/${run.id}`);
    return run;
  }
}
