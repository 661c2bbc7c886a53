/**
 * log(sum exp(x_i)), or log(1 + sum exp(x_i)), and in the place of each x_i its derivative
 * exp(x_i) / sum. The largest number is taken out first, so that nothing overflows.
 */
export function logSumExp(
  logits: Float64Array,
  { addOne }: { readonly addOne: boolean } = { addOne: false },
): number {
  let largest = addOne ? 0 : Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logits.length; at++) {
    largest = Math.max(largest, logits[at] as number);
  }
  let sum = addOne ? Math.exp(-largest) : 0;
  for (let at = 0; at < logits.length; at++) {
    const exponential = Math.exp((logits[at] as number) - largest);
    logits[at] = exponential;
    sum += exponential;
  }
  for (let at = 0; at < logits.length; at++) {
    logits[at] = (logits[at] as number) / sum;
  }
  return largest + Math.log(sum);
}
