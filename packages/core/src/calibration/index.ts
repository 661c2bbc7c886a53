export { type CalibrationOptions, calibrate, type SearchTrials } from './calibrate.js';
export { type CalibratedThreshold, type Calibration, calibrationSchema } from './calibration.js';
export {
  type Match,
  type MatchThresholds,
  matchOf,
  matchThresholds,
} from './match-thresholds.js';
