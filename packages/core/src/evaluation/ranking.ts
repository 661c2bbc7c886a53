/**
 * The nearest rows by similarity, equal ones by index. Similarity and index of a row are packed
 * into one number that ranks as the pair does, so that selecting and sorting are plain number work
 * on a Float64Array: the float's 32 bits, turned so that they order as integers, above 21 bits
 * that fall with the index; 53 bits in all, what a double holds exactly.
 */
import { invariant } from '../errors/index.js';

const indexBits = 21;
const indexMax = 2 ** indexBits - 1;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

function packKey(similarity: number, index: number): number {
  // + 0 turns -0 into 0: they are equal but their bits are not.
  float[0] = similarity + 0;
  const raw = bits[0] as number;
  // Negative floats order backwards in their bits.
  const ordered = raw < 0 ? ~raw >>> 0 : (raw | 0x80000000) >>> 0;
  return ordered * (indexMax + 1) + (indexMax - index);
}

function indexOf(key: number): number {
  return indexMax - (key % (indexMax + 1));
}

/**
 * The indices of the `count` most similar rows, best first, without `except`. One pass: what is
 * better than the count-th best of the rows so far is kept until twice as many are, then the worse
 * half goes. So most rows cost one comparison.
 */
export function nearest(similarities: Float32Array, count: number, except = -1): Int32Array {
  invariant(similarities.length <= indexMax, `at most ${indexMax} rows can be ranked`);
  const candidates = similarities.length - (except >= 0 ? 1 : 0);
  const wanted = Math.max(0, Math.min(count, candidates));
  if (wanted === 0) {
    return new Int32Array(0);
  }
  const kept = new Float64Array(Math.min(2 * wanted, candidates));
  let size = 0;
  let threshold = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < similarities.length; index++) {
    const similarity = similarities[index] as number;
    // An equal row that comes later ranks behind, so it cannot be among the best either.
    if (similarity > threshold && index !== except) {
      if (size === kept.length) {
        selectLargest(kept, wanted);
        size = wanted;
        threshold = similarities[indexOf(smallest(kept, wanted))] as number;
        if (similarity <= threshold) {
          continue;
        }
      }
      kept[size++] = packKey(similarity, index);
    }
  }
  const ranked = kept
    .subarray(0, size)
    .sort()
    .subarray(size - wanted)
    .reverse();
  return Int32Array.from(ranked, indexOf);
}

function smallest(values: Float64Array, count: number): number {
  let least = values[0] as number;
  for (let at = 1; at < count; at++) {
    least = Math.min(least, values[at] as number);
  }
  return least;
}

/** Brings the `count` largest values to the front (Hoare's selection). */
function selectLargest(values: Float64Array, count: number): void {
  const target = count - 1;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) > pivot) {
        left++;
      }
      while ((values[right] as number) < pivot) {
        right--;
      }
      if (left <= right) {
        const value = values[left] as number;
        values[left++] = values[right] as number;
        values[right--] = value;
      }
    }
    if (target <= right) {
      high = right;
    } else if (target >= left) {
      low = left;
    } else {
      return;
    }
  }
}
