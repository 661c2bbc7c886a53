export { type CalibrationOptions, calibrate } from './calibrate.js';
export {
  type CalibratedThreshold,
  type Calibration,
  calibrationSchema,
  type ErrorPoint,
  type RateBounds,
  type ScoreHistogram,
} from './calibration.js';
export {
  type Match,
  type MatchThresholds,
  matchOf,
  matchThresholds,
} from './match-thresholds.js';
export type { SearchTrials } from './trials.js';
