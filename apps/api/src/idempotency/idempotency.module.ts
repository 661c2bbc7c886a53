import { Module } from '@nestjs/common';
import { AnswersRepository } from './answers.repository.js';
import { RepeatedRequests } from './repeated-requests.js';

@Module({
  providers: [AnswersRepository, RepeatedRequests],
  exports: [RepeatedRequests],
})
export class IdempotencyModule {}
