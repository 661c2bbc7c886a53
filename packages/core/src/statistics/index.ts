export {
  clusteredDifference,
  type DifferenceEstimate,
  differenceEstimateSchema,
} from './clustered-difference.js';
export {
  type ClusteredTrials,
  clusteredRate,
  GrowingRate,
  type RateEstimate,
  rateEstimateSchema,
} from './clustered-rate.js';
export { studentQuantile } from './incomplete-beta.js';
