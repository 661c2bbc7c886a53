import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ModelsRepository } from '../models/models.repository.js';
import { Home } from '../persistence/home.js';

/** What trainings keep on the disk: a folder while one works, and the model that it makes. */
@Injectable()
export class RunFolders {
  constructor(
    private readonly home: Home,
    private readonly models: ModelsRepository,
  ) {}

  /**
   * What a killed process left behind: the folders of runs, none of which goes on, and models that
   * were never filed, whole or half-written. Only before the first training.
   */
  async dropAbandoned(): Promise<void> {
    await rm(dirname(this.home.run('any')), { recursive: true, force: true });
    const models = dirname(this.home.model('any'));
    for (const name of await readdir(models).catch(() => [])) {
      if ((await this.models.find(name)) === null) {
        await rm(join(models, name), { recursive: true, force: true });
      }
    }
  }
}
