import { expect, it } from 'vitest';
import { mergeConfig } from './merge-config.js';

it('merges field by field, and replaces what is of another kind', () => {
  const base = {
    epochs: 5,
    loss: { kind: 'shadow', margin: 0.2 },
    widths: [1, 2],
    shift: { x: 1 },
  };
  expect(mergeConfig(base, { loss: { margin: 0.5 }, widths: [3], shift: null })).toEqual({
    epochs: 5,
    loss: { kind: 'shadow', margin: 0.5 },
    widths: [3],
    shift: null,
  });
  expect(mergeConfig(base, { loss: { kind: 'triplet', distance: 'cosine' } })).toMatchObject({
    loss: { kind: 'triplet', distance: 'cosine' },
  });
  expect(mergeConfig(base, {})).toEqual(base);
});
