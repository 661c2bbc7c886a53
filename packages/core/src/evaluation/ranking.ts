/**
 * The nearest rows by similarity, equal ones by index. Similarity and index of a row are packed
 * into one number that ranks as the pair does, so that selecting and sorting are plain number work
 * on a Float64Array: the float's 32 bits, turned so that they order as integers, above 21 bits
 * that fall with the index; 53 bits in all, what a double holds exactly.
 */
import { invariant } from '../errors/index.js';

const indexValues = 2 ** 21;
const indexMax = indexValues - 1;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

function packKey(similarity: number, index: number): number {
  // + 0 turns -0 into 0: they are equal but their bits are not.
  float[0] = similarity + 0;
  const raw = bits[0] as number;
  // Negative floats order backwards in their bits.
  const ordered = raw < 0 ? ~raw >>> 0 : (raw | 0x80000000) >>> 0;
  return ordered * indexValues + (indexMax - index);
}

/** As a remainder, but several times as fast. */
function indexOf(key: number): number {
  return indexMax - (key - Math.floor(key / indexValues) * indexValues);
}

/**
 * The indices of the `count` most similar rows, best first, without `except`. A few rows tell about
 * where the count-th best lies; one pass then keeps what is better, and where that was too little,
 * another keeps from everything. So most rows cost one comparison.
 */
export function nearest(similarities: Float32Array, count: number, except = -1): Int32Array {
  invariant(similarities.length <= indexMax, `at most ${indexMax} rows can be ranked`);
  const candidates = similarities.length - (except >= 0 ? 1 : 0);
  const wanted = Math.max(0, Math.min(count, candidates));
  if (wanted === 0) {
    return new Int32Array(0);
  }
  const kept = new Float64Array(Math.min(2 * wanted, candidates));
  let size = gather(similarities, {
    kept,
    wanted,
    except,
    above: likelyBelow(similarities, wanted),
  });
  if (size < wanted) {
    size = gather(similarities, { kept, wanted, except, above: Number.NEGATIVE_INFINITY });
  }
  const ascending = kept.subarray(0, size).sort();
  const ranked = new Int32Array(wanted);
  for (let rank = 0; rank < wanted; rank++) {
    ranked[rank] = indexOf(ascending[size - 1 - rank] as number);
  }
  return ranked;
}

interface Gathering {
  /** Filled with keys: [wanted] at least. */
  readonly kept: Float64Array;
  readonly wanted: number;
  readonly except: number;
  /** Rows that are no more similar than this are passed over. */
  readonly above: number;
}

/**
 * Keeps what is better than the wanted-th best of the rows so far, until there is twice as much;
 * then the worse half goes. Returns how many are kept.
 */
function gather(similarities: Float32Array, { kept, wanted, except, above }: Gathering): number {
  let size = 0;
  let threshold = above;
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
  return size;
}

const sampleSize = 1024;

/** The fractional part of the golden ratio: its multiples fall evenly and with no period. */
const golden = (Math.sqrt(5) - 1) / 2;

/** A similarity that a few more than `wanted` rows exceed, by a sample of them. */
function likelyBelow(similarities: Float32Array, wanted: number): number {
  const expected = (sampleSize * wanted) / similarities.length;
  const rank = Math.ceil(expected + 3 * Math.sqrt(expected)) + 1;
  if (rank >= sampleSize / 4 || similarities.length < 8 * sampleSize) {
    return Number.NEGATIVE_INFINITY;
  }
  const sample = new Float64Array(sampleSize);
  let place = 0;
  for (let at = 0; at < sampleSize; at++) {
    sample[at] = similarities[Math.floor(place * similarities.length)] as number;
    place += place + golden < 1 ? golden : golden - 1;
  }
  selectLargest(sample, rank);
  return smallest(sample, rank);
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
