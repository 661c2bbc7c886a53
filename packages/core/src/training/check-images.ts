import { invariant, UmbraError } from '../errors/index.js';
import type { TrainingConfig } from '../model/index.js';
import { classMembers } from '../sampling/index.js';
import type { TrainingImages } from './training-images.js';

const namesMax = 5;

/**
 * @throws UmbraError `too_few_classes` for fewer than two classes, `too_few_images` naming the
 * classes of one picture.
 */
export function checkImages(images: TrainingImages, config: TrainingConfig): void {
  const { width, height, channels } = config.input;
  const { size } = images;
  const sameSize = size.width === width && size.height === height && size.channels === channels;
  invariant(sameSize, 'pictures are decoded at the size of config.input');
  invariant(
    images.pixels.length === images.labels.length * width * height * channels,
    'pixels are [N, H, W, C] with one label a picture',
  );
  const members = classMembers(images.labels);
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
      .map(({ label }) => `"${images.classes[label]}"`)
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
