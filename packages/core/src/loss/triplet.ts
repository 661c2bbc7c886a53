import { cosineDistance } from './distance/cosine.js';
import { euclideanDistance, squaredEuclideanDistance } from './distance/euclidean.js';
import type { MiningDistance } from './distance/pair-distance.js';
import type { Loss } from './loss.js';
import type { TripletLossConfig } from './loss-config.js';
import { type TripletOptions, tripletLoss } from './tuple/triplet-loss.js';

const distances: Record<TripletLossConfig['distance'], MiningDistance> = {
  euclidean: euclideanDistance,
  'squared-euclidean': squaredEuclideanDistance,
  cosine: cosineDistance,
};

/**
 * The triplet loss max(d(a, p) - d(a, n) + margin, 0) (Schroff et al., FaceNet, arXiv 1503.03832,
 * with the squared Euclidean distance), or with the soft margin log(1 + exp(d(a, p) - d(a, n)))
 * (Hermans et al., "In Defense of the Triplet Loss", arXiv 1703.07737): the baselines that Shadow
 * Loss is compared with, worked out by the same machinery, so that a difference between them is one
 * of the formula.
 */
export function distanceTripletLoss(
  { margin, distance }: TripletLossConfig,
  options: TripletOptions,
): Loss {
  return tripletLoss({ ...options, margin, distance: distances[distance] });
}
