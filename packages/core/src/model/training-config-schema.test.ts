import { describe, expect, it } from 'vitest';
import { UmbraError } from '../errors/index.js';
import { checkTrainingConfig } from './training-config-schema.js';

const config = checkTrainingConfig({
  input: { width: 32, height: 32, channels: 1 },
  encoder: { kind: 'convolutional', widths: [16, 32, 64], embeddingDimension: 64 },
  projection: { kind: 'linear', dimension: 32 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'semi-hard' },
  sampling: { kind: 'pk', classes: 8, images: 4 },
  optimizer: { kind: 'adam', learningRate: 1e-3 },
  schedule: { kind: 'cosine' },
  epochs: 10,
  stepsPerEpoch: 'auto',
  validationShare: 0.2,
  augmentation: {
    shift: 0.1,
    flip: true,
    rotateDegrees: 10,
    scale: 0.1,
    brightness: 0.1,
    contrast: 0.1,
  },
  seed: 1,
});

const backboneEncoder = {
  kind: 'backbone',
  backbone: '0a'.repeat(32),
  head: { kind: 'linear' },
  embeddingDimension: 64,
} as const;

/** The configuration with the value at a dotted path replaced. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(config) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() as string;
  const parent = names.reduce((at, name) => at[name] as Record<string, unknown>, copy);
  parent[last] = value;
  return copy;
}

function refusal(value: unknown): UmbraError {
  try {
    checkTrainingConfig(value);
  } catch (error) {
    if (error instanceof UmbraError) {
      return error;
    }
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('checkTrainingConfig', () => {
  it('takes a right configuration as it is', () => {
    expect(checkTrainingConfig(config)).toEqual(config);
    const plain = { ...config, augmentation: null, projection: { kind: 'none' } };
    expect(checkTrainingConfig(plain)).toEqual(plain);
    for (const head of [{ kind: 'linear' }, { kind: 'mlp', hidden: 128 }]) {
      const onBackbone = { ...plain, encoder: { ...backboneEncoder, head } };
      expect(checkTrainingConfig(onBackbone)).toEqual(onBackbone);
    }
  });

  it.each([
    ['input.width', 4, 'must be a whole number from 8 to 512'],
    ['input.channels', 2, 'must be 1 (grey) or 3 (colour)'],
    [
      'encoder.kind',
      'resnet',
      'must be an object whose kind is one of "convolutional", "backbone"',
    ],
    ['encoder.widths', [], 'or a list of 1 to 6 block widths from 1 to 1024'],
    ['encoder.widths', [16, 1.5], 'or a list of 1 to 6 block widths from 1 to 1024'],
    ['encoder.widths', 'huge', 'must be "tiny", "small", "base" or a list'],
    ['encoder.widths', [8, 8, 8, 8, 8, 8], 'has too many blocks: 6 need an input of at least 64'],
    ['encoder', { ...backboneEncoder, backbone: 'mobilenet' }, 'must be the SHA-256 of a backbone'],
    ['encoder', { ...backboneEncoder, head: { kind: 'mlp' } }, 'must be a whole number from 2 to'],
    ['encoder', backboneEncoder, 'augmentation: must be null with a backbone'],
    ['encoder.embeddingDimension', '64', 'must be a whole number from 2 to 4096'],
    ['projection.dimension', 65, 'must not be larger than encoder.embeddingDimension (64)'],
    ['projection', { kind: 'mlp', hidden: 8, dimension: 65 }, 'must not be larger than encoder'],
    ['projection', { kind: 'pca', dimension: 65 }, 'must not be larger than encoder'],
    ['projection', { kind: 'nested', dimension: 16, prefixes: [8, 4, 16] }, 'ascending dimensions'],
    ['projection', { kind: 'nested', dimension: 16, prefixes: [4, 8] }, 'ends with "dimension"'],
    ['loss.margin', -0.1, 'must be a number above 0'],
    ['loss.margin', Number.NaN, 'must be a number above 0'],
    ['mining.kind', 'easy', 'must be an object whose kind is one of "all", "semi-hard"'],
    ['sampling.classes', 1, 'must be a whole number from 2 to 4096'],
    ['sampling.images', 1, 'a loss compares each picture with another of its class'],
    ['sampling', { kind: 'pk', classes: 256, images: 256 }, 'at most 8192 pictures'],
    ['optimizer.learningRate', 0, 'must be a number from 1e-7 to 1'],
    ['schedule.kind', 'linear', 'must be an object whose kind is one of "constant", "cosine"'],
    ['schedule', { kind: 'step', everyEpochs: 2 }, 'must be a number from 0.001 to 1'],
    ['optimizer.weightDecay', -1, 'must be a number from 0 to 1'],
    ['optimizer.clipNorm', 0, 'must be a number from 0.000001 to 1000000'],
    [
      'optimizer',
      { kind: 'sgd', learningRate: 1, momentum: 1 },
      'must be a number from 0 to 0.999',
    ],
    ['sliceSize', 1, 'must be "auto" or a whole number from 2 to 8192'],
    ['validationSplit', 'random', 'must be "stratified" or "class-disjoint"'],
    ['earlyStop', { patience: 0 }, 'must be a whole number from 1 to 1000'],
    ['averaging', { decay: 1 }, 'must be a number from 0 to 0.9999'],
    ['augmentation.erase', 0.6, 'must be a number from 0 to 0.5'],
    ['epochs', 0, 'must be a whole number from 1 to 1000'],
    ['epochs', null, 'must be a whole number from 1 to 1000'],
    ['stepsPerEpoch', 'many', 'must be "auto" or a whole number from 1 to 10000'],
    ['validationShare', 0, 'must be a number from 0.05 to 0.5'],
    ['augmentation', 'strong', 'must be an object with the fields "shift", "flip"'],
    ['augmentation.shift', 2, 'must be a number from 0 to 0.5'],
    ['augmentation.flip', 'yes', 'must be true or false'],
    ['seed', -1, 'must be a whole number from 0 to 4294967295'],
    ['momentum', 0.9, 'must not have the field "momentum"; its fields are "input", "encoder"'],
    ['encoder.depth', 3, 'must not have the field "depth"; its fields are "kind", "widths"'],
  ])('refuses %s = %j with a sentence', (path, value, sentence) => {
    const error = refusal(changed(path, value));
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain(sentence);
    expect(error.message).toContain('The training configuration cannot be used: ');
  });

  it('fills in what came after the first version', () => {
    const { sliceSize, earlyStop, averaging, validationSplit, ...first } = config;
    const { weightDecay, clipNorm, ...optimizer } = config.optimizer;
    expect(checkTrainingConfig({ ...first, optimizer, schedule: { kind: 'cosine' } })).toEqual(
      config,
    );
    expect([sliceSize, earlyStop, averaging, weightDecay, clipNorm]).toEqual([
      'auto',
      null,
      null,
      0,
      null,
    ]);
    expect(validationSplit).toBe('stratified');
  });

  it('names every wrong field', () => {
    const error = refusal({ ...config, epochs: 0, seed: 0.5 });
    expect(error.fields.map(({ path }) => path)).toEqual(['epochs', 'seed']);
    expect(error.message).toContain('(and 1 more)');
  });

  it('refuses what is no object', () => {
    expect(refusal(null).message).toContain('must be an object with the fields "input"');
  });
});
