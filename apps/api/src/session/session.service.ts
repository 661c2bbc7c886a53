import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Caller } from '../http/caller.js';
import type { Key } from '../keys/keys.schema.js';
import { KeysService } from '../keys/keys.service.js';

@Injectable()
export class SessionService {
  constructor(private readonly keys: KeysService) {}

  async open(key: string): Promise<{ key: Key }> {
    const caller = await this.keys.authenticate(key);
    if (caller === null) {
      throw new UmbraError('unauthorized', 'This key opens nothing. Check that it is complete.');
    }
    return this.describe(caller);
  }

  async describe(caller: Caller): Promise<{ key: Key }> {
    return { key: await this.keys.get(caller.keyId) };
  }
}
