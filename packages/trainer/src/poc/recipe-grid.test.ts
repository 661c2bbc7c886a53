import { lossConfigSchema } from '@umbra/core/loss';
import { miningConfigSchema } from '@umbra/core/mining';
import { describe, expect, it } from 'vitest';
import { choosesTriplets, recipeTitle } from './candidate.js';
import { projectionDimensions, recipeGrid } from './recipe-grid.js';

describe('recipeGrid', () => {
  const recipes = recipeGrid(1);

  it('holds every combination once, and nothing that a training would refuse', () => {
    // 4 rivals x 4 kinds of negatives, and 4 losses that choose no triplets.
    expect(recipes).toHaveLength(4 * 4 + 4);
    expect(new Set(recipes.map(recipeTitle)).size).toBe(recipes.length);
    for (const { loss, mining } of recipes) {
      expect(lossConfigSchema.parse(loss)).toEqual(loss);
      expect(miningConfigSchema.parse(mining)).toEqual(mining);
    }
  });

  it('gives both rivals as many trials, and none to the negatives of losses that choose none', () => {
    const count = (kind: string): number => recipes.filter(({ loss }) => loss.kind === kind).length;
    expect(count('shadow')).toBe(8);
    expect(count('triplet')).toBe(8);
    const own = recipes.filter(({ loss }) => !choosesTriplets(loss));
    expect(new Set(own.map(({ mining }) => mining.kind))).toEqual(new Set(['all']));
  });

  it('starts with both rivals, and has every kind of negatives early', () => {
    expect(recipes.slice(0, 4).map(({ loss }) => loss.kind)).toEqual([
      'shadow',
      'triplet',
      'shadow',
      'triplet',
    ]);
    expect(new Set(recipes.slice(0, 10).map(({ mining }) => mining.kind)).size).toBe(4);
    expect(recipeGrid(1)).toEqual(recipes);
  });
});

it('projects to nothing longer than the embedding', () => {
  expect(projectionDimensions(32)).toEqual([8, 16, 32]);
  expect(projectionDimensions(4)).toEqual([4]);
});
