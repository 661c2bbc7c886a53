import type { Miner } from '../mining/index.js';
import { cosineDistance } from './distance/cosine.js';
import { euclideanDistance, squaredEuclideanDistance } from './distance/euclidean.js';
import type { PairDistance } from './distance/pair-distance.js';
import type { Loss } from './loss.js';
import type { TripletLossConfig } from './loss-config.js';
import { tripletLoss } from './triplet-loss.js';

const distances: Record<TripletLossConfig['distance'], PairDistance> = {
  euclidean: euclideanDistance,
  'squared-euclidean': squaredEuclideanDistance,
  cosine: cosineDistance,
};

/**
 * The triplet loss max(d(a, p) - d(a, n) + margin, 0) (Schroff et al., FaceNet, arXiv 1503.03832,
 * with the squared Euclidean distance): the baseline that Shadow Loss is compared with, worked out
 * by the same machinery, so that a difference between the two is one of the formula.
 */
export function distanceTripletLoss({ margin, distance }: TripletLossConfig, mine: Miner): Loss {
  return tripletLoss({ distance: distances[distance], margin, mine });
}
