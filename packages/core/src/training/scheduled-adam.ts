import { AdamOptimizer } from '@tensorflow/tfjs-core';

/**
 * Adam (Kingma and Ba, 2015) whose learning rate follows a schedule. TensorFlow.js keeps its rate
 * protected.
 */
export class ScheduledAdam extends AdamOptimizer {
  constructor(rate: number) {
    super(rate, 0.9, 0.999);
  }

  setLearningRate(rate: number): void {
    this.learningRate = rate;
  }
}
