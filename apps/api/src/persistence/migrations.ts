import type { Migration } from 'kysely';
import { firstTables } from './migrations/0001-first-tables.js';
import { itemFields } from './migrations/0002-item-fields.js';
import { itemsWithoutPictures } from './migrations/0003-items-without-pictures.js';
import { runBackbone } from './migrations/0004-run-backbone.js';
import { calibrations } from './migrations/0005-calibrations.js';
import { keyExpiry } from './migrations/0006-key-expiry.js';
import { audit } from './migrations/0007-audit.js';
import { rerank } from './migrations/0008-rerank.js';
import { imports } from './migrations/0009-imports.js';
import { arrivingGalleries } from './migrations/0010-arriving-galleries.js';
import { modelOrigins } from './migrations/0011-model-origins.js';
import { runAttempts } from './migrations/0012-run-attempts.js';
import { jobLeases } from './migrations/0013-job-leases.js';
import { answers } from './migrations/0014-answers.js';

/**
 * In the order of their numbers. A migration that was released is never changed; a new one is
 * added.
 */
export const migrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
  '0002-item-fields': itemFields,
  '0003-items-without-pictures': itemsWithoutPictures,
  '0004-run-backbone': runBackbone,
  '0005-calibrations': calibrations,
  '0006-key-expiry': keyExpiry,
  '0007-audit': audit,
  '0008-rerank': rerank,
  '0009-imports': imports,
  '0010-arriving-galleries': arrivingGalleries,
  '0011-model-origins': modelOrigins,
  '0012-run-attempts': runAttempts,
  '0013-job-leases': jobLeases,
  '0014-answers': answers,
};
