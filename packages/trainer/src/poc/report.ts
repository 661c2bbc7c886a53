/**
 * The result of a search as plain JSON: everything that the page shows, and nothing that it does
 * not say where it comes from. `formatVersion` rises when a field changes its meaning.
 */
import type { TrainingConfig } from '@umbra/core/training';
import type { IndexFigures } from './measure-index.js';
import type { TestProtocol } from './split-data.js';
import type { Comparison, Spread } from './statistics.js';

export interface PocReport {
  readonly formatVersion: 2;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly data: DataFacts;
  readonly machine: MachineFacts;
  readonly budget: BudgetFacts;
  readonly setting: Setting;
  readonly recommendation: Recommendation;
  /** What needs no training, on the same test pictures, the best first. */
  readonly baselines: readonly BaselineRow[];
  /** Every pair of loss and negatives, best first. */
  readonly search: readonly SearchRow[];
  /** The recommended loss and negatives at each length, ascending. */
  readonly dimensions: readonly DimensionRow[];
  /** Shadow Loss against triplet loss; null when the time did not reach. */
  readonly rivals: Rivals | null;
  readonly map: EmbeddingMaps | null;
  readonly classes: ClassFacts;
  readonly checks: readonly Check[];
}

export interface DataFacts {
  readonly name: string;
  readonly pictures: number;
  readonly classes: number;
  /** Pictures that trainings saw, those among them that chose the settings included. */
  readonly known: number;
  /** Pictures that no step saw before the figures were taken. */
  readonly test: number;
  readonly protocol: TestProtocol;
  /** Pictures that could be used, of which `pictures` were drawn. */
  readonly available: number;
  /** Pictures that could not be used. */
  readonly skipped: number;
  /** Classes of a single picture. */
  readonly leftOut: readonly string[];
}

export interface MachineFacts {
  readonly backend: string;
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** The most memory that the process of the search held. */
  readonly peakResidentBytes: number;
}

export interface BudgetFacts {
  readonly seconds: number;
  readonly usedSeconds: number;
  readonly memoryBytes: number | null;
  /** What the time or the memory did not allow, in sentences; empty for a whole search. */
  readonly notDone: readonly string[];
}

/** What all trainings have in common. */
export interface Setting {
  readonly encoder: string;
  readonly embeddingDimension: number;
  readonly input: string;
  /** Of the runs that the figures come from. */
  readonly epochs: number;
  readonly seeds: readonly number[];
  readonly batch: string;
  readonly trainings: number;
}

export interface Recommendation {
  readonly sentence: string;
  /** Why, and what it is not. */
  readonly reasons: readonly string[];
  readonly loss: string;
  readonly mining: string;
  readonly dimension: number;
  readonly figures: Figures;
  /** Over the best of what needs no training. */
  readonly gain: Gain;
  /** `umbra train --config` takes it as it is. */
  readonly config: TrainingConfig;
}

export interface BaselineRow {
  readonly name: string;
  /** Numbers in a vector. */
  readonly dimension: number;
  readonly recallAt1: number;
  readonly mapAtR: number;
}

export interface Gain {
  readonly recallAt1: Comparison;
  readonly mapAtR: Comparison;
}

/** On the test pictures, 0..1. */
export interface Figures {
  readonly recallAt1: Spread;
  readonly mapAtR: Spread;
}

export interface SearchRow {
  readonly loss: string;
  readonly mining: string;
  /** The highest rung that it finished, from 1; 0 when it was not tried. */
  readonly rung: number;
  readonly epochs: number;
  /** Every length, ascending, by one nested training each; empty when it was not tried. */
  readonly lengths: readonly SearchedLength[];
}

export interface SearchedLength {
  readonly dimension: number;
  /** MAP@R on pictures that the trainings held back. */
  readonly validation: Spread;
}

export interface DimensionRow {
  readonly dimension: number;
  readonly recommended: boolean;
  readonly validation: Spread;
  readonly figures: Figures;
  /** Recall@1 against the recommended length's. */
  readonly against: Comparison | null;
  readonly trainingSeconds: Spread;
  readonly memory: TrainingMemory;
  readonly index: IndexFigures | null;
}

/** What a training of this length needs at most beside the bare process, as estimated for it. */
export interface TrainingMemory {
  readonly bytes: number;
  /** Of the loss and the vectors of a batch, with their gradients. */
  readonly lossBytes: number;
}

export interface Rivals {
  readonly dimension: number;
  readonly shadow: Rival;
  readonly triplet: Rival;
  /** Validation Recall@1 that both are timed to. */
  readonly target: number;
  /** Recall@1 of Shadow Loss against triplet loss on the test pictures. */
  readonly comparison: Comparison;
}

export interface Rival {
  readonly title: string;
  readonly mining: string;
  /** Validation Recall@1 after each epoch, one list a seed. */
  readonly curves: readonly (readonly number[])[];
  /** Epochs until the target, one a seed; null where it was not reached. */
  readonly epochsToTarget: readonly (number | null)[];
  readonly figures: Figures;
  readonly trainingSeconds: Spread;
}

export interface EmbeddingMaps {
  readonly method: string;
  readonly seed: number;
  readonly classes: readonly string[];
  /** Class of each picture. */
  readonly labels: readonly number[];
  readonly panels: readonly MapPanel[];
}

export interface MapPanel {
  readonly title: string;
  /** Of each picture, 0..1 to the right and down. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ClassFacts {
  /** The loss that the recommended one is compared with: "Triplet loss". */
  readonly rival: string | null;
  /** Pictures of the largest class over those of the smallest. */
  readonly imbalance: number;
  /** The smaller half of the classes and the larger one, by pictures. */
  readonly rare: ClassGroup;
  readonly common: ClassGroup;
  /** Classes with test pictures, the smallest first. */
  readonly rows: readonly ClassRow[];
}

export interface ClassGroup {
  readonly classes: number;
  /** Mean over the group's classes; null for an empty group. */
  readonly recallAt1: number | null;
}

export interface ClassRow {
  readonly name: string;
  readonly pictures: number;
  readonly test: number;
  /** Of the recommended setting, mean over the seeds. */
  readonly recallAt1: number;
  /** Of the other loss at the same length; null where it was not trained. */
  readonly rival: number | null;
}

export interface Check {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'not checked';
  readonly detail: string;
}
