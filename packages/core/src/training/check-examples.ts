import { invariant, UmbraError } from '../errors/index.js';
import type { TrainingConfig } from '../model/index.js';
import { classMembers } from '../sampling/index.js';
import type { TrainingExamples } from './training-examples.js';

const namesMax = 5;

interface CheckOptions {
  readonly config: TrainingConfig;
  /** Whether a network is trained on, which may take any rows. */
  readonly isStarted: boolean;
}

/**
 * @throws UmbraError `too_few_classes` for fewer than two classes, `too_few_images` naming the
 * classes of one picture.
 */
export function checkExamples(examples: TrainingExamples, options: CheckOptions): void {
  checkShape(examples, options);
  const members = classMembers(examples.labels);
  if (members.length < 2) {
    const found = members.length === 1 ? 'is one class' : 'are none';
    throw new UmbraError(
      'too_few_classes',
      `Training needs pictures of at least two classes, but there ${found}: ` +
        'add pictures with another label.',
    );
  }
  const single = members.filter(({ indices }) => indices.length < 2);
  if (single.length > 0) {
    const names = single
      .slice(0, namesMax)
      .map(({ label }) => `"${examples.classes[label]}"`)
      .join(', ');
    const more = single.length > namesMax ? ` and ${single.length - namesMax} more` : '';
    const verb = single.length === 1 ? 'has' : 'have';
    throw new UmbraError(
      'too_few_images',
      `Training needs at least two pictures of every class, but ${names}${more} ${verb} ` +
        'only one: add pictures or leave the class out.',
    );
  }
}

function checkShape(
  examples: TrainingExamples,
  { config: { input, encoder }, isStarted }: CheckOptions,
): void {
  const { length: count } = examples.labels;
  if (examples.kind === 'features') {
    invariant(encoder.kind === 'backbone' || isStarted, 'features are for the head of a backbone');
    invariant(
      examples.features.length === count * examples.width,
      'features are [N, F] with one label a picture',
    );
    return;
  }
  const { width, height, channels } = input;
  const { size } = examples;
  const sameSize = size.width === width && size.height === height && size.channels === channels;
  invariant(encoder.kind !== 'backbone' || isStarted, 'the head of a backbone trains on features');
  invariant(sameSize, 'pictures are decoded at the size of config.input');
  invariant(
    examples.pixels.length === count * width * height * channels,
    'pixels are [N, H, W, C] with one label a picture',
  );
}
