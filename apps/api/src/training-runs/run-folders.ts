import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ModelsRepository } from '../models/models.repository.js';
import { Home } from '../persistence/home.js';
import { TrainingRunsRepository } from './training-runs.repository.js';

/**
 * What trainings keep on the disk: a folder for each that is not over, with its list of pictures
 * and its checkpoint, and the model that it makes.
 */
@Injectable()
export class RunFolders {
  constructor(
    private readonly home: Home,
    private readonly models: ModelsRepository,
    private readonly runs: TrainingRunsRepository,
  ) {}

  manifestOf(run: string): string {
    return join(this.home.run(run), 'manifest.ndjson');
  }

  checkpointOf(run: string): string {
    return join(this.home.run(run), 'checkpoint.bin');
  }

  async drop(run: string): Promise<void> {
    await rm(this.home.run(run), { recursive: true, force: true });
  }

  /**
   * What a killed process left behind: the folders of runs that are over, and models that were
   * never filed, whole or half-written. Only before the first training.
   */
  async dropAbandoned(): Promise<void> {
    const kept = new Set((await this.runs.unfinished()).map(({ id }) => id));
    for (const name of await namesIn(dirname(this.home.run('any')))) {
      if (!kept.has(name)) {
        await this.drop(name);
      }
    }
    const models = dirname(this.home.model('any'));
    for (const name of await namesIn(models)) {
      if ((await this.models.find(name)) === null) {
        await rm(join(models, name), { recursive: true, force: true });
      }
    }
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
