import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { KeyRights } from '../http/caller.js';
import type { Key } from '../keys/keys.schema.js';
import { KeysService } from '../keys/keys.service.js';

@Injectable()
export class SessionService {
  constructor(private readonly keys: KeysService) {}

  async open(key: string): Promise<{ key: Key }> {
    const rights = await this.keys.authenticate(key);
    if (rights === null) {
      throw new UmbraError('unauthorized', 'This key opens nothing. Check that it is complete.');
    }
    return this.describe(rights);
  }

  async describe({ keyId }: KeyRights): Promise<{ key: Key }> {
    return { key: await this.keys.get(keyId) };
  }
}
