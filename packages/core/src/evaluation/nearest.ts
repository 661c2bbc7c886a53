/**
 * The indices of the `count` largest of `scores`, best first, equal ones by index. Quickselect
 * finds the smallest winning score, so only the winners are sorted and the cost is linear in the
 * number of scores.
 */
export function nearest(scores: Float64Array, count: number): number[] {
  const wanted = Math.min(count, scores.length);
  if (wanted === 0) {
    return [];
  }
  const threshold = kthLargest(scores.slice(), wanted);
  const better: number[] = [];
  const equal: number[] = [];
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (score > threshold) {
      better.push(index);
    } else if (score === threshold) {
      equal.push(index);
    }
  }
  better.sort((first, second) => {
    const difference = (scores[second] as number) - (scores[first] as number);
    return difference === 0 ? first - second : difference;
  });
  return [...better, ...equal.slice(0, wanted - better.length)];
}

/** Hoare's selection; reorders `values`. */
function kthLargest(values: Float64Array, k: number): number {
  const target = k - 1;
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
        const kept = values[left] as number;
        values[left++] = values[right] as number;
        values[right--] = kept;
      }
    }
    if (target <= right) {
      high = right;
    } else if (target >= left) {
      low = left;
    } else {
      break;
    }
  }
  return values[target] as number;
}
