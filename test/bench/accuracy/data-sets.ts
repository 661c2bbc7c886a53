/**
 * The real image sets of the comparison: what is trained on, who asks whom, and the encoder and
 * budget that all losses share.
 */
import { join } from 'node:path';
import { dataSet } from '../../support/data-sets.js';
import { readList, splitFolder, thinOut, unpack, writeManifest } from './prepared-archive.js';

export interface AccuracyTask {
  /** The words of `umbra train` that name the pictures. */
  readonly train: readonly string[];
  /** The words of `umbra evaluate` that name who asks whom: pictures that no training saw. */
  readonly evaluate: readonly string[];
  /** Whether pictures go through the frozen backbone; else a small net is trained from scratch. */
  readonly backbone: boolean;
  /** What differs from the preset `quick`, the same for every loss. */
  readonly config: object;
}

/** A head on the frozen MobileNet, with pictures at `side` pixels. */
const onBackbone = (side: number, config: object): Pick<AccuracyTask, 'backbone' | 'config'> => ({
  backbone: true,
  config: { input: { width: side, height: side }, ...config },
});

/** A net from scratch on 28 x 28 grey pixels. */
const fromScratch = (config: object): Pick<AccuracyTask, 'backbone' | 'config'> => ({
  backbone: false,
  config: {
    input: { width: 28, height: 28, channels: 1 },
    encoder: { kind: 'convolutional', widths: [16, 32, 64], embeddingDimension: 128 },
    ...config,
  },
});

const steel = (folder: string, thinned: boolean): AccuracyTask => {
  const unpacked = unpack(dataSet('xsdd-steel/x-sdd.tar.gz'), join(folder, 'steel'));
  const { train, test } = splitFolder(join(unpacked, 'datas'), 0.3);
  const trained = writeManifest(join(folder, 'train.ndjson'), thinned ? thinOut(train, 6) : train);
  const asked = writeManifest(join(folder, 'test.ndjson'), test);
  return {
    train: [trained],
    evaluate: [asked, '--gallery', trained],
    ...onBackbone(128, { epochs: 10, stepsPerEpoch: 15 }),
  };
};

const grocery = (folder: string): AccuracyTask => {
  const unpacked = unpack(dataSet('grocery96/grocery96.tar.gz'), join(folder, 'grocery'));
  const trained = writeManifest(join(folder, 'train.ndjson'), readList(unpacked, 'train.txt'));
  const asked = writeManifest(join(folder, 'test.ndjson'), readList(unpacked, 'test.txt'));
  return {
    train: [trained],
    evaluate: [asked, '--gallery', trained],
    ...onBackbone(128, { epochs: 15, stepsPerEpoch: 20 }),
  };
};

const objects = (): AccuracyTask => {
  const trained = dataSet('cifar10/cifar-10-batches-bin/data_batch_1.bin');
  return {
    train: [trained],
    evaluate: [
      dataSet('cifar10/cifar-10-batches-bin/test_batch_first1000.bin'),
      '--gallery',
      trained,
    ],
    ...onBackbone(96, { epochs: 8, stepsPerEpoch: 30 }),
  };
};

const clothes = (): AccuracyTask => ({
  train: [dataSet('fashion-mnist/train-images-idx3-ubyte.gz')],
  evaluate: [dataSet('fashion-mnist/t10k-images-idx3-ubyte.gz')],
  ...fromScratch({ epochs: 6, stepsPerEpoch: 25 }),
});

const characters = (): AccuracyTask => ({
  train: [dataSet('omniglot/images_background.tar.gz')],
  evaluate: [dataSet('omniglot/images_evaluation.tar.gz')],
  ...fromScratch({ epochs: 6, stepsPerEpoch: 40 }),
});

/** By the name that `--data` takes. `folder` is the bench's own, for what must be unpacked. */
export const accuracyTasks: Readonly<Record<string, (folder: string) => AccuracyTask>> = {
  'fashion-mnist': clothes,
  cifar10: objects,
  xsdd: (folder) => steel(folder, false),
  'xsdd-imbalanced': (folder) => steel(folder, true),
  omniglot: characters,
  grocery96: grocery,
};
