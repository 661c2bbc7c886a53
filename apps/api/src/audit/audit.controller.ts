import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint, Returns } from '../http/endpoint.js';
import { type AuditQuery, auditListSchema, auditQuerySchema } from './audit.schema.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Endpoint({
    summary: 'Who changed what',
    description:
      'Writes, trainings, promotions and keys, the newest first. An entry is written together with the change itself. Entries are kept for as many days as UMBRA_AUDIT_DAYS says.',
    scope: 'admin',
    errors: ['invalid_request'],
  })
  @Returns(auditListSchema, { description: 'One page.' })
  list(@Query({ schema: auditQuerySchema }) query: AuditQuery) {
    return this.audit.list(query);
  }
}
