import { answer, given, type RawClient } from './answer.js';
import type { CallOptions, GalleryCalibration } from './types.js';

/** From which score on a hit is a match, by false-accept rate. */
export function calibrationOf(raw: RawClient) {
  return {
    /** What was measured of the model that serves; its `calibration` is null before. */
    get: (gallery: string, { signal }: CallOptions = {}): Promise<GalleryCalibration> =>
      answer(
        raw.GET('/v1/galleries/{gallery}/calibration', {
          params: { path: { gallery } },
          ...given({ signal }),
        }),
        signal,
      ),
    /**
     * Measures anew, with the labelled items that the model was not trained on.
     *
     * @throws UmbraProblem `too_few_classes`, `too_few_images`
     */
    measure: (gallery: string, { signal }: CallOptions = {}): Promise<GalleryCalibration> =>
      answer(
        raw.POST('/v1/galleries/{gallery}/calibration', {
          params: { path: { gallery } },
          ...given({ signal }),
        }),
        signal,
      ),
  };
}
