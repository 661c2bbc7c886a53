/**
 * Blur by comparison. How sharp a picture is depends on what it shows, so each is compared with the
 * others of its label: by how many deviations the logarithm of its sharpness lies below their
 * median. Median and median deviation (as a standard deviation: times 1.4826) are not moved by the
 * blurred ones themselves.
 */
import { median } from './class-balance.js';
import type { Inspection } from './inspection.js';
import type { MeasuredPicture } from './measure-pictures.js';

const deviationsMax = 4;
/** Where all of a label are about equally sharp, a little less is no blur. */
const shareMin = 1 / 3;
/** Labels with fewer pictures have no median of their own; the set's stands in. */
const picturesMin = 8;
interface Usual {
  readonly median: number;
  readonly deviation: number;
}

/** The worst first. */
export function blurredPictures(pictures: readonly MeasuredPicture[]): Inspection['blurred'] {
  const ofSet = usualOf(pictures.map(logarithm));
  const byLabel = new Map<string, number[]>();
  for (const picture of pictures) {
    const values = byLabel.get(picture.label) ?? [];
    values.push(logarithm(picture));
    byLabel.set(picture.label, values);
  }
  const usual = new Map(
    [...byLabel].map(([label, values]) => [
      label,
      values.length < picturesMin ? ofSet : usualOf(values),
    ]),
  );
  return pictures
    .map((picture) => {
      const { path, label } = picture;
      const own = usual.get(label) ?? ofSet;
      const below = own.median - logarithm(picture);
      return { path, label, deviations: below / own.deviation, sharpness: Math.exp(-below) };
    })
    .filter(({ deviations, sharpness }) => deviations > deviationsMax && sharpness < shareMin)
    .sort((a, b) => b.deviations - a.deviations)
    .map(({ path, label, sharpness }) => ({ path, label, relativeSharpness: sharpness }));
}

/** A picture of one colour has no sharpness, and no logarithm of it. */
function logarithm({ measure }: MeasuredPicture): number {
  return Math.log(Math.max(measure.sharpness, 1e-3));
}

function usualOf(values: readonly number[]): Usual {
  const middle = median(values);
  const deviation = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
  return { median: middle, deviation: Math.max(deviation, Number.EPSILON) };
}
