import type { SkippedPicture } from '../datasets/picture-source.js';

const namesMax = 10;

/** The count and the first names of pictures that were skipped; nothing where none were. */
export function skippedList(skipped: readonly SkippedPicture[]): string {
  if (skipped.length === 0) {
    return '';
  }
  const lines = skipped.slice(0, namesMax).map(({ path, reason }) => `  ${path}: ${reason}`);
  const more = skipped.length > namesMax ? [`  and ${skipped.length - namesMax} more`] : [];
  const pictures = skipped.length === 1 ? 'picture was' : 'pictures were';
  return [`${skipped.length} ${pictures} skipped:`, ...lines, ...more, ''].join('\n');
}
