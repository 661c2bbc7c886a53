import { calibrationSchema } from '@umbra/core/calibration';
import { z } from 'zod';

/** What a hit has to reach to be called a match, when a search does not say. */
export const usualFar = 0.01;

export const galleryCalibrationSchema = z
  .object({
    model: z.string().describe('The id of the model whose scores these are: the one that serves.'),
    measuredAt: z.iso.datetime().nullable().describe('Null: not measured yet.'),
    calibration: calibrationSchema
      .nullable()
      .describe(
        'Thresholds by false-accept rate, with the bounds within which the rates lie. What too few searches can vouch for is `unsupported`, never guessed.',
      ),
  })
  .meta({ id: 'GalleryCalibration' });
export type GalleryCalibration = z.infer<typeof galleryCalibrationSchema>;
