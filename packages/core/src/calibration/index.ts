export { type CalibrationOptions, calibrate, type SearchTrials } from './calibrate.js';
export { type CalibratedThreshold, type Calibration, calibrationSchema } from './calibration.js';
