import { imageLimits } from '@umbra/core/image';
import { indexLimits } from '@umbra/core/index';
import { auditEntriesMax } from '../audit/audit.service.js';
import type { Config } from '../config.js';
import { bodyLimits } from '../http/body-limits.js';
import { listLimits } from '../http/list.schema.js';
import { imageUrlLimits } from '../image-urls/image-urls.schema.js';
import { importLimits } from '../imports/import-limits.js';
import { itemBatchLimits } from '../items/item-batch.schema.js';
import { itemLimits } from '../items/items.schema.js';
import { jobLogLimits } from '../jobs/job-log.repository.js';
import { attemptsMax } from '../jobs/retries.js';
import { filterLimits } from '../search/filter.schema.js';
import { searchLimits } from '../search/search.schema.js';
import type { Limits } from './limits.schema.js';

/** Gathered from where they are enforced. */
export function limitsOf({ rates, work, auditDays }: Config): Limits {
  return {
    images: { ...imageLimits, formats: [...imageLimits.formats] },
    bodies: { ...bodyLimits },
    items: { ...itemLimits, batchMax: itemBatchLimits.itemsMax },
    vectors: { dimensionMax: indexLimits.dimensionMax },
    lists: { limitDefault: listLimits.default, limitMax: listLimits.max },
    searches: {
      limitDefault: searchLimits.default,
      limitMax: searchLimits.max,
      efMax: searchLimits.efMax,
      examplesMax: searchLimits.examplesMax,
      batchMax: searchLimits.batchMax,
      batchPicturesMax: searchLimits.picturesMax,
    },
    filters: { ...filterLimits },
    imports: { ...importLimits },
    imageUrls: { secondsMax: imageUrlLimits.secondsMax, itemsMax: imageUrlLimits.itemsMax },
    rates: { ...rates },
    work: { ...work, attemptsMax, ...jobLogLimits },
    audit: { daysMax: auditDays, entriesMax: auditEntriesMax },
  };
}
