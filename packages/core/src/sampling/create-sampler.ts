import { invariant } from '../errors/index.js';
import type { Random } from '../random/index.js';
import { classMembers } from './class-members.js';
import { hardClassSampler } from './hard-class-sampler.js';
import { pkSampler } from './pk-sampler.js';
import { proportionalSampler } from './proportional-sampler.js';
import type { Sampler } from './sampler.js';
import type { SamplingConfig } from './sampling-config.js';

interface SamplerOptions {
  readonly labels: Int32Array; // [N]
  readonly config: SamplingConfig;
  readonly random: Random;
}

/** The sampler that a configuration names, over the pictures that these labels belong to. */
export function createSampler({ labels, config, random }: SamplerOptions): Sampler {
  const members = classMembers(labels);
  invariant(members.length > 0, 'a sampler needs pictures');
  const options = { members, classes: config.classes, images: config.images, random };
  switch (config.kind) {
    case 'pk':
      return pkSampler(options);
    case 'hard-classes':
      return hardClassSampler({ ...options, share: config.share });
    default:
      return proportionalSampler({ ...options, kind: config.kind });
  }
}
