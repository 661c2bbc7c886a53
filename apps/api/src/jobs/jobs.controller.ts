import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import { jobListSchema, jobLogSchema, jobParamsSchema, jobSchema } from './jobs.schema.js';
import { JobsService } from './jobs.service.js';

@ApiTags('jobs')
@Controller('v1/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @Endpoint({
    summary: 'List the jobs',
    description: 'The newest first.',
    scope: 'search',
    errors: ['invalid_request'],
  })
  @Returns(jobListSchema, { description: 'One page.' })
  list(@CurrentCaller() caller: Caller, @Query({ schema: listQuerySchema }) query: ListQuery) {
    return this.jobs.list(caller, query);
  }

  @Get(':job')
  @Endpoint({
    summary: 'Get a job',
    description: 'How far it is.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(jobSchema, { description: 'The job.' })
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: jobParamsSchema }) params: { job: string },
  ) {
    return this.jobs.get(caller, params.job);
  }

  @Get(':job/log')
  @Endpoint({
    summary: 'Read the log of a job',
    description:
      'Short lines in their order: when it was begun, tried again, handed over by a stop, and ended. The newest 200 are kept.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(jobLogSchema, { description: 'One page.' })
  lines(
    @CurrentCaller() caller: Caller,
    @Param({ schema: jobParamsSchema }) params: { job: string },
    @Query({ schema: listQuerySchema }) query: ListQuery,
  ) {
    return this.jobs.lines(caller, params.job, query);
  }

  @Post(':job/cancel')
  @Endpoint({
    summary: 'Cancel a job',
    description:
      'A promotion has then had no effect; what an import has added stays. A job that has ended stays as it is. Needs the scope `write` for imports and `train` for a promotion.',
    scope: 'any',
    errors: ['not_found'],
  })
  @Returns(jobSchema, { description: 'The job.' })
  cancel(
    @CurrentCaller() caller: Caller,
    @Param({ schema: jobParamsSchema }) params: { job: string },
  ) {
    return this.jobs.cancel(caller, params.job);
  }
}
