/** A number for each of some samples. A loop, because `Float64Array.from` iterates slowly. */
export function sampleValues(samples: Int32Array, of: (sample: number) => number): Float64Array {
  const values = new Float64Array(samples.length);
  for (let at = 0; at < samples.length; at++) {
    values[at] = of(samples[at] as number);
  }
  return values;
}
