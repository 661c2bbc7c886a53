import { lossConfigSchema } from '@umbra/core/loss';
import { miningConfigSchema } from '@umbra/core/mining';
import { describe, expect, it } from 'vitest';
import { candidateTitle, choosesTriplets } from './candidate.js';
import { candidateGrid, projectionDimensions } from './candidate-grid.js';

describe('candidateGrid', () => {
  const grid = candidateGrid({ embeddingDimension: 128, seed: 1 });

  it('holds every combination once, and nothing that a training would refuse', () => {
    // 5 lengths x (4 rivals x 4 kinds of negatives + 4 losses that choose no triplets).
    expect(grid).toHaveLength(5 * (4 * 4 + 4));
    expect(new Set(grid.map(candidateTitle)).size).toBe(grid.length);
    for (const { loss, mining } of grid) {
      expect(lossConfigSchema.parse(loss)).toEqual(loss);
      expect(miningConfigSchema.parse(mining)).toEqual(mining);
    }
  });

  it('gives both rivals as many trials, and none to the negatives of losses that choose none', () => {
    const count = (kind: string): number => grid.filter(({ loss }) => loss.kind === kind).length;
    expect(count('shadow')).toBe(40);
    expect(count('triplet')).toBe(40);
    const own = grid.filter(({ loss }) => !choosesTriplets(loss));
    expect(new Set(own.map(({ mining }) => mining.kind))).toEqual(new Set(['all']));
  });

  it('starts with both rivals, and has every length and every kind of negatives early', () => {
    expect(grid.slice(0, 4).map(({ loss }) => loss.kind)).toEqual([
      'shadow',
      'triplet',
      'shadow',
      'triplet',
    ]);
    const quarter = grid.slice(0, 25);
    expect(new Set(quarter.map(({ dimension }) => dimension)).size).toBe(5);
    expect(new Set(quarter.map(({ mining }) => mining.kind)).size).toBe(4);
    expect(candidateGrid({ embeddingDimension: 128, seed: 1 })).toEqual(grid);
  });

  it('projects to nothing longer than the embedding', () => {
    expect(projectionDimensions(32)).toEqual([8, 16, 32]);
    expect(projectionDimensions(4)).toEqual([4]);
  });
});
