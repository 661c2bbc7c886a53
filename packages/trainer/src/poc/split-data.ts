/**
 * The pictures that no step of a search sees. Everything is chosen on what the trainings hold back
 * from `known`; the figures of the report come from `test` alone.
 */
import { UmbraError } from '@umbra/core/errors';
import { createRandom } from '@umbra/core/random';
import { type ClassMembers, classMembers } from '@umbra/core/sampling';
import { pickExamples, type TrainingExamples } from '@umbra/core/training';

/**
 * Who is asked for in the end: new pictures of known classes, or classes that are new altogether.
 */
export type TestProtocol = 'new pictures' | 'unseen classes';

export interface SplitData {
  readonly protocol: TestProtocol;
  /** What trainings see. */
  readonly known: TrainingExamples;
  readonly test: TrainingExamples;
  /** The test pictures' place among all. */
  readonly testRows: Int32Array;
  /** Classes without enough pictures to train on. */
  readonly leftOut: readonly string[];
}

/** Of the pictures of a class, or of the classes. */
const testShare = 0.25;

/** Training, validation and test need one picture each. */
const testedPicturesMin = 3;

/** A quarter of fewer classes would be one class, which is always found. */
const unseenClassesMin = 8;

interface SplitOptions {
  readonly protocol: TestProtocol;
  readonly seed: number;
}

/** @throws UmbraError `too_few_classes`, `too_few_images`. */
export function splitData(examples: TrainingExamples, options: SplitOptions): SplitData {
  const { protocol, seed } = options;
  const members = classMembers(examples.labels);
  const usable = members.filter(({ indices }) => indices.length >= 2);
  const leftOut = members
    .filter(({ indices }) => indices.length < 2)
    .map(({ label }) => examples.classes[label] ?? '');
  const random = createRandom(seed).fork('test');
  checkClasses(usable, protocol);
  const test =
    protocol === 'unseen classes'
      ? random
          .shuffle([...usable])
          .slice(0, Math.round(usable.length * testShare))
          .flatMap(({ indices }) => indices)
      : usable.flatMap(({ indices }) =>
          random.shuffle([...indices]).slice(0, testCount(indices.length)),
        );
  if (test.length === 0) {
    throw new UmbraError(
      'too_few_images',
      `A comparison needs at least ${testedPicturesMin} pictures of a class, ` +
        'one of which is held back: add pictures.',
    );
  }
  const held = new Set(test);
  const known = usable.flatMap(({ indices }) => indices).filter((index) => !held.has(index));
  const testRows = ascending(test);
  return {
    protocol,
    testRows,
    known: pickExamples(examples, ascending(known)),
    test: pickExamples(examples, testRows),
    leftOut,
  };
}

function testCount(pictures: number): number {
  return pictures < testedPicturesMin ? 0 : Math.max(1, Math.round(pictures * testShare));
}

function checkClasses({ length }: readonly ClassMembers[], protocol: TestProtocol): void {
  const least = protocol === 'unseen classes' ? unseenClassesMin : 2;
  if (length < least) {
    const held = protocol === 'unseen classes' ? ', a quarter of which is held back' : '';
    throw new UmbraError(
      'too_few_classes',
      `A comparison needs at least ${least} classes of two pictures or more${held}, ` +
        `but there ${length === 1 ? 'is' : 'are'} ${length}: add pictures with other labels.`,
    );
  }
}

function ascending(indices: readonly number[]): Int32Array {
  return Int32Array.from(indices).sort();
}
