import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint, Returns } from '../http/endpoint.js';
import { infoSchema } from './info.schema.js';
import { InfoService } from './info.service.js';

@ApiTags('info')
@Controller('v1/info')
export class InfoController {
  constructor(private readonly info: InfoService) {}

  @Get()
  @Endpoint({
    summary: 'What runs here',
    description:
      'The version, the computing backend, the limits, and how far the sample gallery is.',
    scope: 'any',
  })
  @Returns(infoSchema, { description: 'The facts.' })
  get() {
    return this.info.describe();
  }
}
