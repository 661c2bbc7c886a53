import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller } from '../http/caller.js';
import { Endpoint, Returns, ReturnsNothing } from '../http/endpoint.js';
import { clearSessionCookie, writeSessionCookie } from '../http/session-cookie.js';
import { type CreateSession, createSessionSchema, sessionSchema } from './session.schema.js';
import { SessionService } from './session.service.js';

@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(private readonly sessions: SessionService) {}

  @Post()
  @Endpoint({
    summary: 'Sign in with a key',
    description:
      'Sets a cookie that scripts cannot read, for the console: pictures and event streams in a page carry it by themselves.',
    scope: 'public',
    errors: ['invalid_request', 'unauthorized', 'forbidden'],
  })
  @Returns(sessionSchema, { description: 'Who you are.' })
  async create(
    @Body({ schema: createSessionSchema }) body: CreateSession,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const session = await this.sessions.open(body.key);
    writeSessionCookie(request, reply, body.key);
    return session;
  }

  @Get()
  @Endpoint({
    summary: 'Who am I?',
    description: 'The key that this request carries.',
    scope: 'any',
  })
  @Returns(sessionSchema, { description: 'Who you are.' })
  get(@CurrentCaller() caller: Caller) {
    return this.sessions.describe(caller);
  }

  @Delete()
  @Endpoint({
    summary: 'Sign out',
    description: 'Takes the cookie away.',
    scope: 'public',
    errors: ['forbidden'],
  })
  @ReturnsNothing('You are signed out.')
  delete(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    clearSessionCookie(request, reply);
  }
}
