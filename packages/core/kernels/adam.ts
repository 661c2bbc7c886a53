/**
 * AssemblyScript, not TypeScript: see pool-normalize.ts. A step of Adam in one pass, where a dozen
 * kernels would each read and write all numbers:
 *
 *   M' = b1 M + (1 - b1) G      V' = b2 V + (1 - b2) G^2      W' = W - rate M' / (sqrt(V') + e)
 *
 * Arguments named after a tensor are addresses; every tensor holds `count` numbers. 1 - b1 and
 * 1 - b2 are given (`added`), not worked out in float32.
 */
export function adamStep(
  values: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  nextValues: usize,
  nextMean: usize,
  nextSquare: usize,
  count: usize,
  meanKept: f32,
  meanAdded: f32,
  squareKept: f32,
  squareAdded: f32,
  rate: f32,
  epsilon: f32,
): void {
  const bytes = count << 2;
  const whole = bytes & ~15;
  for (let at: usize = 0; at < whole; at += 16) {
    const slope = v128.load(gradient + at);
    const average = f32x4.add(
      f32x4.mul(v128.load(mean + at), f32x4.splat(meanKept)),
      f32x4.mul(slope, f32x4.splat(meanAdded)),
    );
    const power = f32x4.add(
      f32x4.mul(v128.load(square + at), f32x4.splat(squareKept)),
      f32x4.mul(f32x4.mul(slope, slope), f32x4.splat(squareAdded)),
    );
    const move = f32x4.div(
      f32x4.mul(average, f32x4.splat(rate)),
      f32x4.add(f32x4.sqrt(power), f32x4.splat(epsilon)),
    );
    v128.store(nextMean + at, average);
    v128.store(nextSquare + at, power);
    v128.store(nextValues + at, f32x4.sub(v128.load(values + at), move));
  }
  for (let at: usize = whole; at < bytes; at += 4) {
    const slope = load<f32>(gradient + at);
    const average = load<f32>(mean + at) * meanKept + slope * meanAdded;
    const power = load<f32>(square + at) * squareKept + slope * slope * squareAdded;
    store<f32>(nextMean + at, average);
    store<f32>(nextSquare + at, power);
    const move = (average * rate) / (sqrt<f32>(power) + epsilon);
    store<f32>(nextValues + at, load<f32>(values + at) - move);
  }
}
