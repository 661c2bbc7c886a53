/**
 * The real image sets of the comparison: what is trained on, what only the last measurement sees,
 * and the encoder and budget that all losses share.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  backbonePresetConfig,
  presetConfig,
  type TrainingConfig,
  type TrainingExamples,
  type TrainingImages,
} from '@umbra/core/training';
import { dataSet } from '../../support/data-sets.js';
import { mobileNetFeatures } from './mobilenet-features.js';
import { classesOf, decodeFiles, readCifar, readIdx } from './pictures.js';
import { type LabelledPath, readList, splitFolder, thinOut, unpack } from './prepared-archive.js';

export interface AccuracyTask {
  /** Trained on, and a part of it held back to validate. */
  readonly train: TrainingExamples;
  /** What no training and no choice sees. */
  readonly test: TrainingExamples;
  /** Whether each test picture is searched for among the other ones, or among the trained ones. */
  readonly unseenClasses: boolean;
  /** All but the loss and the seed; an epoch is what lies between two validations. */
  readonly config: TrainingConfig;
}

/** How long a training is. */
interface Budget {
  readonly validations: number;
  readonly batchesBetween: number;
}

interface ImageSplit {
  readonly train: TrainingImages;
  readonly test: TrainingImages;
}

/**
 * Of heads, three times that of the preset, whose trainings are longer: in 360 batches of grocery96
 * Shadow Loss comes to a MAP@R of 63.5 on validation pictures with it, and of 58.7 with the
 * preset's.
 */
const headLearningRate = 3e-3;

/** A linear head on the frozen MobileNet. */
async function onBackbone(split: ImageSplit, budget: Budget): Promise<AccuracyTask> {
  const { train, test } = await mobileNetFeatures({ train: split.train, test: split.test });
  const backbone = { sha256: '0'.repeat(64), input: split.train.size };
  const facts = factsOf(split.train);
  const base = backbonePresetConfig({ preset: 'quick', facts, seed: 1, backbone });
  const optimizer = { ...base.optimizer, learningRate: headLearningRate };
  const config = { ...base, optimizer, validationShare: 0.2, ...lengthOf(budget) };
  return { train, test, unseenClasses: false, config };
}

/** A small net from scratch on 28 x 28 grey pixels, which are not varied. */
function fromScratch({ train, test }: ImageSplit, budget: Budget): AccuracyTask {
  const base = presetConfig('quick', factsOf(train), 1);
  const widths = [8, 16, 64];
  const encoder = { kind: 'convolutional', widths, embeddingDimension: 128 } as const;
  return {
    train,
    test,
    unseenClasses: false,
    config: { ...base, encoder, augmentation: null, ...lengthOf(budget) },
  };
}

function factsOf({ labels, classes, size }: TrainingImages) {
  return { classes: classes.length, images: labels.length, typicalSize: size };
}

function lengthOf({ validations, batchesBetween }: Budget) {
  return { epochs: validations, stepsPerEpoch: batchesBetween };
}

const photograph = { width: 128, height: 128, channels: 3 } as const;

async function decodeSplit(
  lists: { readonly train: readonly LabelledPath[]; readonly test: readonly LabelledPath[] },
  size: TrainingImages['size'] = photograph,
): Promise<ImageSplit> {
  const options = { size, classes: classesOf(lists.train, lists.test) };
  return {
    train: await decodeFiles(lists.train, options),
    test: await decodeFiles(lists.test, options),
  };
}

async function steel(folder: string, thinned: boolean): Promise<AccuracyTask> {
  const unpacked = unpack(dataSet('xsdd-steel/x-sdd.tar.gz'), folder);
  const { train, test } = splitFolder(join(unpacked, 'datas'), 0.3);
  const split = await decodeSplit({ train: thinned ? thinOut(train, 6) : train, test });
  return onBackbone(split, { validations: 25, batchesBetween: 5 });
}

async function grocery(folder: string): Promise<AccuracyTask> {
  const unpacked = unpack(dataSet('grocery96/grocery96.tar.gz'), folder);
  const [train, test] = [readList(unpacked, 'train.txt'), readList(unpacked, 'test.txt')];
  return onBackbone(await decodeSplit({ train, test }), { validations: 24, batchesBetween: 16 });
}

async function objects(): Promise<AccuracyTask> {
  const file = (name: string): string => dataSet(`cifar10/cifar-10-batches-bin/${name}`);
  const split = {
    train: await readCifar(file('data_batch_1.bin'), { side: 96, count: 4000 }),
    test: await readCifar(file('test_batch_first1000.bin'), { side: 96, count: 1000 }),
  };
  return onBackbone(split, { validations: 15, batchesBetween: 16 });
}

async function clothes(): Promise<AccuracyTask> {
  const read = (part: string, count: number): TrainingImages =>
    readIdx(
      dataSet(`fashion-mnist/${part}-images-idx3-ubyte.gz`),
      dataSet(`fashion-mnist/${part}-labels-idx1-ubyte.gz`),
      count,
    );
  const split = { train: read('train', 3000), test: read('t10k', 2000) };
  return fromScratch(split, { validations: 8, batchesBetween: 20 });
}

async function characters(folder: string): Promise<AccuracyTask> {
  const list = (part: string, drawings: number): LabelledPath[] =>
    listCharacters(unpack(dataSet(`omniglot/images_${part}.tar.gz`), join(folder, part)), drawings);
  const lists = { train: list('background', 20), test: list('evaluation', 10) };
  const split = await decodeSplit(lists, { width: 28, height: 28, channels: 1 });
  const task = fromScratch(split, { validations: 12, batchesBetween: 20 });
  const config = { ...task.config, validationSplit: 'class-disjoint' } as const;
  return { ...task, unseenClasses: true, config };
}

/** The first `drawings` pictures of `<alphabet>/<character>`. */
function listCharacters(folder: string, drawings: number): LabelledPath[] {
  return readdirSync(folder).flatMap((alphabet) =>
    readdirSync(join(folder, alphabet)).flatMap((character) => {
      const place = join(folder, alphabet, character);
      const label = `${alphabet}/${character}`;
      const names = readdirSync(place).sort().slice(0, drawings);
      return names.map((name) => ({ path: join(place, name), label }));
    }),
  );
}

/** By the name that `--data` takes. `folder` is the bench's own, for what must be unpacked. */
export const accuracyTasks: Readonly<Record<string, (folder: string) => Promise<AccuracyTask>>> = {
  xsdd: (folder) => steel(folder, false),
  'xsdd-imbalanced': (folder) => steel(folder, true),
  grocery96: grocery,
  cifar10: objects,
  'fashion-mnist': clothes,
  omniglot: characters,
};
