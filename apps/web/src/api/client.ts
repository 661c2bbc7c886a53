/** The one door to the API: everything the console knows of it comes through the SDK. */
import { createClient, type GalleryCalibration } from '@umbra/sdk';

export type {
  Gallery,
  Info,
  Item,
  Job,
  Key,
  LabelCount,
  Model,
  NewKey,
  Preset,
  RunEvent,
  Scope,
  SearchHit,
  SearchResult,
  TrainingRun,
} from '@umbra/sdk';
export { UmbraProblem } from '@umbra/sdk';

export type Calibration = NonNullable<GalleryCalibration['calibration']>;

/** The API serves the console itself: same origin, and the session's cookie speaks for the user. */
export const umbra = createClient({ baseUrl: '' });
