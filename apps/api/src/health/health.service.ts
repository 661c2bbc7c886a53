import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { sql } from 'kysely';
import { Database } from '../persistence/database.js';

const well = { status: 'ok' } as const;

@Injectable()
export class HealthService {
  #isStopping = false;

  constructor(private readonly database: Database) {}

  /** From now on nobody should send new requests here. */
  stop(): void {
    this.#isStopping = true;
  }

  alive() {
    return well;
  }

  async ready() {
    if (this.#isStopping) {
      throw new UmbraError('unavailable', 'Umbra is being stopped.');
    }
    await sql`SELECT 1`.execute(this.database);
    return well;
  }
}
