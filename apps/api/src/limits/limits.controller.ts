import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CONFIG, type Config } from '../config.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import { limitsOf } from './limits.js';
import { limitsSchema } from './limits.schema.js';

@ApiTags('info')
@Controller('v1/limits')
export class LimitsController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Endpoint({
    summary: 'What may be asked for at most',
    description: 'The very numbers by which requests are checked.',
    scope: 'any',
  })
  @Returns(limitsSchema, { description: 'The limits.' })
  get() {
    return limitsOf(this.config);
  }
}
