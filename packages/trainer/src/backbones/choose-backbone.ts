import { type BackboneCard, listBackbones } from '@umbra/core/backbone';
import { type DatasetFacts, suitsBackbone } from '@umbra/core/training';
import { findBackbone } from './find-backbone.js';

export interface BackboneChoice {
  /** The folder of backbones. */
  readonly directory: string;
  /** Name or SHA-256, or `none`; when left out, the newest one if the pictures suit it. */
  readonly wanted?: string | undefined;
  readonly facts: DatasetFacts;
}

/**
 * What a preset builds on: a backbone, or null for a net from scratch.
 * @throws UmbraError `backbone_missing` when the one that was asked for is not there.
 */
export async function chooseBackbone(choice: BackboneChoice): Promise<BackboneCard | null> {
  const { directory, wanted, facts } = choice;
  if (wanted !== undefined) {
    return wanted === 'none' ? null : findBackbone(directory, wanted);
  }
  const [newest = null] = suitsBackbone(facts) ? await listBackbones(directory) : [];
  return newest;
}
