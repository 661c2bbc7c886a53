import { Injectable } from '@nestjs/common';
import { invariant, UmbraError } from '@umbra/core/errors';
import { ModelsRepository } from '../models/models.repository.js';
import { servedModel } from '../models/served-model.js';
import { Home } from '../persistence/home.js';
import type { JobRow } from '../persistence/tables.js';
import type { Parity } from '../serving/parity.js';
import { PromotionService } from '../serving/promotion.service.js';
import type { Rerank } from '../serving/rerank.js';
import type { JobControl, JobWork } from './job-work.js';

export interface PromoteInput {
  readonly model: string;
  readonly rerank?: Rerank | undefined;
}

/** Lets a model serve a gallery; what was embedded before a stop is not embedded again. */
@Injectable()
export class PromotionWork implements JobWork {
  readonly resumes = true;

  constructor(
    private readonly models: ModelsRepository,
    private readonly promotion: PromotionService,
    private readonly home: Home,
  ) {}

  async run({ gallery_id, input }: JobRow, control: JobControl): Promise<Parity> {
    invariant(gallery_id, 'a promotion has its gallery');
    const { model: id, rerank } = JSON.parse(input) as PromoteInput;
    const model = await this.models.find(id);
    if (model === null) {
      throw new UmbraError('not_found', 'The model was deleted.');
    }
    return this.promotion.promote({
      gallery: gallery_id,
      model: servedModel(model, this.home),
      rerank,
      ...control,
    });
  }
}
