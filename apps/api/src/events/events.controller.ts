import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, ReturnsContent } from '../http/endpoint.js';
import { type ChangesQuery, changesQuerySchema } from './events.schema.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  @Header('cache-control', 'no-cache, no-transform')
  @Header('x-accel-buffering', 'no')
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'Replay from after this event; browsers send it when they connect again.',
    schema: { type: 'integer' },
  })
  @Endpoint({
    summary: 'Follow what changes',
    description:
      'One server-sent stream of jobs, training runs and galleries, each as its own address answers it, a few times a second at most. Without a last event it begins now: connect first, then fetch what you show. `reset` means that something was missed: fetch it anew.',
    scope: 'search',
    errors: ['invalid_request', 'not_found'],
  })
  @ReturnsContent(['text/event-stream'], {
    description: 'A stream of events; each has an id, and its type as the name of the event.',
    schema: { $ref: '#/components/schemas/ChangeEvent' },
  })
  follow(
    @CurrentCaller() caller: Caller,
    @Query({ schema: changesQuerySchema }) query: ChangesQuery,
    @Headers('last-event-id') header: string | undefined,
  ) {
    return this.events.follow(caller, query.gallery, query.lastEventId ?? header);
  }
}
