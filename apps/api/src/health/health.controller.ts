import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint, Returns } from '../http/endpoint.js';
import { healthSchema } from './health.schema.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('healthz')
  @Endpoint({
    summary: 'Is it well?',
    description: 'The same as /readyz.',
    scope: 'public',
    errors: ['unavailable'],
  })
  @Returns(healthSchema, { description: 'It is.' })
  healthz() {
    return this.health.ready();
  }

  @Get('livez')
  @Endpoint({
    summary: 'Is the process alive?',
    description: 'Restart it when this does not answer.',
    scope: 'public',
  })
  @Returns(healthSchema, { description: 'It is.' })
  livez() {
    return this.health.alive();
  }

  @Get('readyz')
  @Endpoint({
    summary: 'Can it serve?',
    description: 'Checks that the store answers and that no stop is under way.',
    scope: 'public',
    errors: ['unavailable'],
  })
  @Returns(healthSchema, { description: 'It can.' })
  readyz() {
    return this.health.ready();
  }
}
