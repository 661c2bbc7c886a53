/**
 * Of a large data set a search takes a part: more pictures change the ranking of settings little,
 * but reading them through a backbone, embedding and comparing them would take its time.
 */
import { createRandom } from '@umbra/core/random';
import { classMembers } from '@umbra/core/sampling';

/** Pictures of a search at most, but for small classes. */
export const drawnMax = 10_000;

/** A class with so many pictures or fewer is taken whole. */
const classMin = 20;

/** The drawn rows, ascending: of every class the same share. */
export function drawPictures(labels: Int32Array, seed: number): Int32Array {
  if (labels.length <= drawnMax) {
    return Int32Array.from(labels.keys());
  }
  const random = createRandom(seed).fork('draw');
  const share = drawnMax / labels.length;
  const rows = classMembers(labels).flatMap(({ indices }) => {
    const wanted = Math.max(classMin, Math.round(share * indices.length));
    return random.shuffle([...indices]).slice(0, wanted);
  });
  return Int32Array.from(rows).sort();
}
