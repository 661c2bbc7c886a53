import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import { modelListSchema, modelParamsSchema, modelSchema } from './models.schema.js';
import { ModelsService } from './models.service.js';

@ApiTags('models')
@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get()
  @Endpoint({
    summary: 'List the models',
    description: 'The newest first; the built-in `baseline-pixels` is one of them.',
    scope: 'search',
    errors: ['invalid_request'],
  })
  @Returns(modelListSchema, { description: 'One page.' })
  list(@CurrentCaller() caller: Caller, @Query({ schema: listQuerySchema }) query: ListQuery) {
    return this.models.list(caller, query);
  }

  @Get(':model')
  @Endpoint({
    summary: 'Get a model',
    description: 'What it was trained on, how good it is and whom it serves.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(modelSchema, { description: 'The model.' })
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: modelParamsSchema }) params: { model: string },
  ) {
    return this.models.get(caller, params.model);
  }
}
