import { Controller, Get, Header, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, Returns, ReturnsContent } from '../http/endpoint.js';
import { type RunEventQuery, runEventQuerySchema } from './run-events.schema.js';
import {
  type RunQuery,
  runParamsSchema,
  runQuerySchema,
  trainingRunListSchema,
  trainingRunSchema,
} from './training-runs.schema.js';
import { TrainingRunsService } from './training-runs.service.js';

@ApiTags('training runs')
@Controller('v1/training-runs')
export class TrainingRunsController {
  constructor(private readonly runs: TrainingRunsService) {}

  @Get()
  @Endpoint({
    summary: 'List the training runs',
    description: 'The newest first.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(trainingRunListSchema, { description: 'One page.' })
  list(@CurrentCaller() caller: Caller, @Query({ schema: runQuerySchema }) query: RunQuery) {
    return this.runs.list(caller, query);
  }

  @Get(':run')
  @Endpoint({
    summary: 'Get a training run',
    description: 'How far it is and what it has reached.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(trainingRunSchema, { description: 'The training run.' })
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: runParamsSchema }) params: { run: string },
  ) {
    return this.runs.get(caller, params.run);
  }

  @Post(':run/cancel')
  @Endpoint({
    summary: 'Cancel a training run',
    description: 'In whatever phase it is. A run that has ended stays as it is.',
    scope: 'train',
    errors: ['not_found'],
  })
  @Returns(trainingRunSchema, { description: 'The training run.' })
  cancel(
    @CurrentCaller() caller: Caller,
    @Param({ schema: runParamsSchema }) params: { run: string },
  ) {
    return this.runs.cancel(caller, params.run);
  }

  @Get(':run/events')
  @Header('cache-control', 'no-cache, no-transform')
  @Header('x-accel-buffering', 'no')
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'Replay from after this event; browsers send it when they connect again.',
    schema: { type: 'integer' },
  })
  @Endpoint({
    summary: 'Follow a training run',
    description:
      'Server-sent events: all that were, then those that come, until the run has ended. The data of each is a RunEvent.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @ReturnsContent(['text/event-stream'], {
    description: 'A stream of events; each has an id, and its kind as the name of the event.',
    schema: { $ref: '#/components/schemas/RunEvent' },
  })
  events(
    @CurrentCaller() caller: Caller,
    @Param({ schema: runParamsSchema }) params: { run: string },
    @Query({ schema: runEventQuerySchema }) query: RunEventQuery,
    @Headers('last-event-id') header: string | undefined,
  ) {
    return this.runs.events(caller, params.run, query.lastEventId ?? header);
  }
}
