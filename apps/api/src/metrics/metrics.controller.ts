import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Endpoint, ReturnsContent } from '../http/endpoint.js';
import { MetricsService } from './metrics.service.js';

@ApiTags('health')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  @Endpoint({
    summary: 'Figures for Prometheus',
    description:
      'Requests by route, searches by kind, embedding, background work, indexes, and the process itself.',
    scope: 'public',
  })
  @ReturnsContent(['text/plain'], {
    description: 'In the text format of Prometheus.',
    schema: {
      type: 'string',
      example:
        '# HELP umbra_searches_total Searches.\n# TYPE umbra_searches_total counter\numbra_searches_total{kind="hnsw"} 1027\n',
    },
  })
  read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    reply.type(this.metrics.contentType);
    return this.metrics.read();
  }
}
