import { expect, it } from 'vitest';
import { tinyConfig } from '../testing/tiny-training.js';
import { checkStart } from './check-start.js';

const from = { name: 'old', config: tinyConfig };

it('takes another loss and another effort', () => {
  checkStart({ ...tinyConfig, loss: { kind: 'angular', angleDegrees: 40 }, epochs: 3 }, from);
});

it.each([
  ['input', { input: { width: 8, height: 16, channels: 3 } }],
  ['encoder', { encoder: { kind: 'convolutional', widths: [8], embeddingDimension: 8 } }],
  ['projection', { projection: { kind: 'linear', dimension: 3 } }],
] as const)('takes no other %s', (part, change) => {
  const check = () => checkStart({ ...tinyConfig, ...change }, from);
  expect(check).toThrow(`The model old, which the training goes on from, has ${part} {`);
  expect(check).toThrow(`leave ${part} as it is`);
});
