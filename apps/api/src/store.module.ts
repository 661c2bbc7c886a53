import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AuditRepository } from './audit/audit.repository.js';
import { CONFIG, type Config } from './config.js';
import { ExamplesRepository } from './examples/examples.repository.js';
import { GalleriesRepository } from './galleries/galleries.repository.js';
import { FoundItemsRepository } from './items/found-items.repository.js';
import { ItemBatchRepository } from './items/item-batch.repository.js';
import { ItemsRepository } from './items/items.repository.js';
import { JobLeases } from './jobs/job-leases.repository.js';
import { JobLogRepository } from './jobs/job-log.repository.js';
import { JobsRepository } from './jobs/jobs.repository.js';
import { KeysRepository } from './keys/keys.repository.js';
import { LOGGER } from './logger.js';
import { ModelsRepository } from './models/models.repository.js';
import { BlobSweep } from './persistence/blob-sweep.js';
import { Blobs } from './persistence/blobs.js';
import { Database, openDatabase } from './persistence/database.js';
import { Home } from './persistence/home.js';
import { HomeLock } from './persistence/home-lock.js';
import { Settings } from './persistence/settings.js';
import { StoredPictures } from './persistence/stored-pictures.js';
import { Thumbnails } from './persistence/thumbnails.js';
import { CalibrationsRepository } from './serving/calibrations.repository.js';
import { VectorsRepository } from './serving/vectors.repository.js';
import { ActiveWork } from './training-runs/active-work.js';
import { TrainingRunsRepository } from './training-runs/training-runs.repository.js';

const stores = [
  ActiveWork,
  AuditRepository,
  BlobSweep,
  CalibrationsRepository,
  ExamplesRepository,
  GalleriesRepository,
  FoundItemsRepository,
  ItemBatchRepository,
  ItemsRepository,
  JobLeases,
  JobLogRepository,
  JobsRepository,
  KeysRepository,
  ModelsRepository,
  Settings,
  StoredPictures,
  TrainingRunsRepository,
  VectorsRepository,
];

/**
 * What every feature may ask: settings, logger, the files and the tables. A table's repository
 * knows no service.
 */
@Global()
@Module({})
class StoreModule {}

export function storeModule(config: Config, logger: Logger): DynamicModule {
  const home = new Home(config.home);
  const ports = [
    { provide: CONFIG, useValue: config },
    { provide: LOGGER, useValue: logger },
    { provide: Home, useValue: home },
    { provide: Blobs, useFactory: () => new Blobs(home.blobs) },
    {
      provide: Thumbnails,
      useFactory: (blobs: Blobs) => new Thumbnails(home.thumbnails, blobs),
      inject: [Blobs],
    },
    { provide: HomeLock, useFactory: () => HomeLock.acquire(config.home) },
    // Whoever may not work in the home must not bring its tables up to date either.
    { provide: Database, useFactory: () => openDatabase(home.database), inject: [HomeLock] },
  ];
  return {
    module: StoreModule,
    providers: [...ports, ...stores],
    exports: [...ports, ...stores],
  };
}
