import { nearDuplicates } from '@umbra/core/image';
import { blurredPictures } from './blurred-pictures.js';
import { classBalance, classSizes, median } from './class-balance.js';
import type { Inspection, PictureGroup, PictureName } from './inspection.js';
import type { MeasuredPicture, MeasuredPictures } from './measure-pictures.js';

/** Below this share of the set's median shorter side a picture is small. */
const smallShare = 0.5;

/** Everything that can be said without a model. */
export async function inspectPictures(
  { pictures, damaged }: MeasuredPictures,
  signal: AbortSignal,
): Promise<Omit<Inspection, 'suspectLabels'>> {
  const classes = classSizes(pictures.map(({ label }) => label));
  const { duplicates, distinct } = sameBytes(pictures);
  const groups = await nearDuplicates(
    distinct.map(({ measure }) => measure),
    signal,
  );
  return {
    pictures: pictures.length,
    classes,
    balance: classBalance(classes),
    typicalSize: {
      width: median(pictures.map(({ measure }) => measure.width)),
      height: median(pictures.map(({ measure }) => measure.height)),
    },
    damaged,
    duplicates,
    nearDuplicates: groups.map((rows) =>
      groupOf(rows.map((row) => distinct[row] as MeasuredPicture)),
    ),
    small: smallPictures(pictures),
    blurred: blurredPictures(pictures),
  };
}

function nameOf({ path, label }: MeasuredPicture): PictureName {
  return { path, label };
}

function groupOf(pictures: readonly MeasuredPicture[]): PictureGroup {
  const labels = new Set(pictures.map(({ label }) => label));
  return { pictures: pictures.map(nameOf), labelsDiffer: labels.size > 1 };
}

function sameBytes(pictures: readonly MeasuredPicture[]) {
  const byContent = new Map<string, MeasuredPicture[]>();
  for (const picture of pictures) {
    const same = byContent.get(picture.sha256);
    if (same === undefined) {
      byContent.set(picture.sha256, [picture]);
    } else {
      same.push(picture);
    }
  }
  const groups = [...byContent.values()];
  return {
    duplicates: groups.filter((group) => group.length > 1).map(groupOf),
    distinct: groups.flatMap((group) => group.slice(0, 1)),
  };
}

function smallPictures(pictures: readonly MeasuredPicture[]): Inspection['small'] {
  const shorter = ({ measure }: MeasuredPicture): number => Math.min(measure.width, measure.height);
  const usual = median(pictures.map(shorter));
  return pictures
    .filter((picture) => shorter(picture) < smallShare * usual)
    .sort((a, b) => shorter(a) - shorter(b))
    .map((picture) => {
      const { width, height } = picture.measure;
      return { ...nameOf(picture), width, height };
    });
}
