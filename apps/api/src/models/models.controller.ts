import { Controller, Delete, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, Returns, ReturnsContent, ReturnsNothing } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import {
  type ModelFileParams,
  modelDetailsSchema,
  modelFileParamsSchema,
  modelListSchema,
  modelParamsSchema,
} from './models.schema.js';
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
    description: 'What it was trained on, how good it is, whom it serves and its files.',
    scope: 'search',
    errors: ['not_found', 'model_corrupt'],
  })
  @Returns(modelDetailsSchema, { description: 'The model.' })
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: modelParamsSchema }) params: { model: string },
  ) {
    return this.models.get(caller, params.model);
  }

  @Get(':model/files/:file')
  @Endpoint({
    summary: 'Get a file of a model',
    description:
      'As the training wrote it: `umbra.json`, which says what the model is, and a network that TensorFlow.js loads. The hash of each stands in the `files` of the model.',
    scope: 'search',
    errors: ['not_found', 'model_corrupt'],
  })
  @ReturnsContent(['application/json', 'application/octet-stream'], {
    description: 'The file.',
    schema: { type: 'string', format: 'binary' },
  })
  file(
    @CurrentCaller() caller: Caller,
    @Param({ schema: modelFileParamsSchema }) params: ModelFileParams,
  ) {
    return this.models.file(caller, params);
  }

  @Delete(':model')
  @Endpoint({
    summary: 'Delete a model',
    description:
      'With its files and vectors, for ever. Refused while it serves a gallery, is the model that a gallery can go back to, or is needed by a training run or a job. What is built in stays.',
    scope: 'train',
    errors: ['not_found', 'conflict'],
  })
  @ReturnsNothing('It is gone.')
  async delete(
    @CurrentCaller() caller: Caller,
    @Param({ schema: modelParamsSchema }) params: { model: string },
  ): Promise<void> {
    await this.models.delete(caller, params.model);
  }
}
