import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, Returns, ReturnsNothing } from '../http/endpoint.js';
import { type ListQuery, listQuerySchema } from '../http/list.schema.js';
import {
  type CreateKey,
  createKeySchema,
  keyListSchema,
  keyParamsSchema,
  newKeySchema,
} from './keys.schema.js';
import { KeysService } from './keys.service.js';

@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Post()
  @Endpoint({
    summary: 'Create a key',
    description:
      'The answer carries the key this once; only its hash is stored. A key may be bound to galleries and may expire.',
    scope: 'admin',
    errors: ['invalid_request', 'not_found'],
  })
  @Returns(newKeySchema, { status: 201, description: 'The key.' })
  create(@CurrentCaller() caller: Caller, @Body({ schema: createKeySchema }) body: CreateKey) {
    return this.keys.create(caller, body);
  }

  @Get()
  @Endpoint({
    summary: 'List the keys',
    description: 'Without their secrets.',
    scope: 'admin',
    errors: ['invalid_request'],
  })
  @Returns(keyListSchema, { description: 'One page.' })
  list(@Query({ schema: listQuerySchema }) query: ListQuery) {
    return this.keys.list(query);
  }

  @Delete(':key')
  @Endpoint({
    summary: 'Delete a key',
    description:
      'It opens nothing from then on, and its open streams of events end. The last admin key stays.',
    scope: 'admin',
    errors: ['not_found', 'conflict'],
  })
  @ReturnsNothing('It is gone.')
  async delete(
    @CurrentCaller() caller: Caller,
    @Param({ schema: keyParamsSchema }) params: { key: string },
  ): Promise<void> {
    await this.keys.delete(caller, params.key);
  }
}
