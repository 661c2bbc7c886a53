import { baselinePixelsId } from '@umbra/core/model';
import { expect, it } from 'vitest';
import { baselineModelId } from './baseline-model.js';

it('has the name that core gives it', () => {
  expect(baselineModelId).toBe(baselinePixelsId);
});
