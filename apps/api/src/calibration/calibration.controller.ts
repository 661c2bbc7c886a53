import { Controller, Get, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { galleryParameter } from '../galleries/gallery-parameter.js';
import { CurrentGallery } from '../http/caller.js';
import { Endpoint, Returns } from '../http/endpoint.js';
import type { GalleryRow } from '../persistence/tables.js';
import { CalibrationService } from '../serving/calibration.service.js';
import type { StoredCalibration } from '../serving/calibrations.repository.js';
import { ServingService } from '../serving/serving.service.js';
import { type GalleryCalibration, galleryCalibrationSchema } from './calibration.schema.js';

@ApiTags('calibration')
@ApiParam(galleryParameter)
@Controller('v1/galleries/:gallery/calibration')
export class CalibrationController {
  constructor(
    private readonly calibrations: CalibrationService,
    private readonly serving: ServingService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What a match is worth',
    description:
      'The thresholds of the model that serves, measured on pictures of this gallery that it was not trained on.',
    scope: 'search',
    errors: ['not_found'],
  })
  @Returns(galleryCalibrationSchema, { description: 'The thresholds, or null.' })
  async get(@CurrentGallery() gallery: GalleryRow): Promise<GalleryCalibration> {
    const set = { gallery: gallery.id, model: gallery.model_id };
    return shown(set.model, await this.calibrations.find(set));
  }

  @Post()
  @Endpoint({
    summary: 'Measure what a match is worth',
    description:
      'Searches the gallery with its labelled items that the model was not trained on, 2,000 at most. Happens by itself whenever a model begins to serve; worth repeating when the gallery has grown.',
    scope: 'train',
    errors: ['not_found', 'too_few_classes', 'too_few_images'],
  })
  @Returns(galleryCalibrationSchema, { description: 'The thresholds.' })
  measure(@CurrentGallery() gallery: GalleryRow): Promise<GalleryCalibration> {
    return this.serving.seat(gallery.id).use(async (state) => {
      const set = { gallery: gallery.id, model: state.model.id };
      const measured = await this.calibrations.measure(set, state);
      await this.calibrations.keep(set, measured);
      return shown(set.model, measured);
    });
  }
}

function shown(model: string, stored: StoredCalibration | null): GalleryCalibration {
  return {
    model,
    measuredAt: stored?.measuredAt ?? null,
    calibration: stored?.calibration ?? null,
  };
}
