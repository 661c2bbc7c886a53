import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config.js';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { type Page, pageOf } from '../http/list.schema.js';
import { LOGGER } from '../logger.js';
import { AuditRepository, type AuditRow } from './audit.repository.js';
import type { AuditEntry, AuditQuery } from './audit.schema.js';

const dayMs = 24 * 60 * 60 * 1000;

/** However many days are kept, the log takes no more than about 300 MB. */
export const auditEntriesMax = 1_000_000;

/** Reads the audit log, and keeps it from growing for ever. */
@Injectable()
export class AuditService {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly audit: AuditRepository,
    private readonly galleries: GalleriesRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(query: AuditQuery): Promise<Page<AuditEntry>> {
    const wanted = { ...query, ...(await this.galleryId(query.gallery)) };
    const rows = await this.audit.page(wanted);
    const total = await this.audit.count(wanted);
    return pageOf(rows, { limit: query.limit, total, map: toEntry });
  }

  /** Deletes what is too old now, and every day. */
  start(): void {
    this.#timer = setInterval(() => void this.tidy(), dayMs).unref();
    void this.tidy();
  }

  stop(): void {
    if (this.#timer !== null) {
      clearInterval(this.#timer);
    }
  }

  /** @internal to be awaited by tests */
  async tidy(): Promise<void> {
    const since = new Date(Date.now() - this.config.auditDays * dayMs).toISOString();
    await this.audit.prune({ since, most: auditEntriesMax }).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'old audit entries could not be deleted');
    });
  }

  /** A gallery that is gone is known by its id only. */
  private async galleryId(reference: string | undefined): Promise<{ gallery?: string }> {
    if (reference === undefined) {
      return {};
    }
    return { gallery: (await this.galleries.find(reference))?.id ?? reference };
  }
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    key: row.key_id,
    action: row.action,
    gallery: row.gallery_id,
    target: row.target,
    details: JSON.parse(row.details) as AuditEntry['details'],
    requestId: row.request_id,
  };
}
