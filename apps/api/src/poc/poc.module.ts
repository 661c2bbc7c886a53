import { Module } from '@nestjs/common';
import { PocFiles } from './poc-files.js';
import { PocWork } from './poc-work.js';

@Module({
  providers: [PocFiles, PocWork],
  exports: [PocFiles, PocWork],
})
export class PocModule {}
