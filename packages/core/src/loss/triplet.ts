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

export function euclideanTripletLoss({ margin, distance }: TripletLossConfig, mine: Miner): Loss {
  return tripletLoss({ distance: distances[distance], margin, mine });
}
