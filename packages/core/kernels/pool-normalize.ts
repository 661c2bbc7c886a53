/**
 * AssemblyScript, not TypeScript: compiled by `npm run generate` to WebAssembly (SIMD), which works
 * on the memory of the wasm backend. What stands between two convolutions of an encoder, each
 * number read as seldom as it can be:
 *
 *   pooled  P = max pool 2 x 2 of X            X [N, H, W, C], P [rows, C], rows = N H/2 W/2
 *   output  Y = max(0, scale P + offset)       scale, offset [C] of the batch normalization
 *
 * Arguments named after a tensor are addresses. C is a multiple of 4.
 */

/** P of X, where it is above `floor`; an odd last row or column is left out. */
export function poolMax(
  x: usize,
  pooled: usize,
  floor: f32,
  images: usize,
  height: usize,
  width: usize,
  channels: usize,
): void {
  const lowest = f32x4.splat(floor);
  const pixel = channels << 2;
  const line = width * pixel;
  for (let image: usize = 0; image < images; image++) {
    for (let row: usize = 0; row < height >> 1; row++) {
      let at = x + (image * height + 2 * row) * line;
      for (let column: usize = 0; column < width >> 1; column++) {
        for (const end = at + pixel; at < end; at += 16, pooled += 16) {
          const upper = f32x4.max(v128.load(at), v128.load(at + pixel));
          const lower = f32x4.max(v128.load(at + line), v128.load(at + line + pixel));
          v128.store(pooled, f32x4.max(f32x4.max(upper, lower), lowest));
        }
        at += pixel;
      }
    }
  }
}

/** Sums of the columns of `values` [rows, C] into float64 `sums` [C]. */
export function columnSums(values: usize, sums: usize, rows: usize, channels: usize): void {
  memory.fill(sums, 0, channels << 3);
  for (let row: usize = 0; row < rows; row++) {
    for (let channel: usize = 0; channel < channels; channel += 4, values += 16) {
      addTo(sums + (channel << 3), v128.load(values));
    }
  }
}

/** Sums of (value - mean)^2 over the columns of `values` [rows, C] into float64 `sums` [C]. */
export function columnSquares(
  values: usize,
  mean: usize,
  sums: usize,
  rows: usize,
  channels: usize,
): void {
  memory.fill(sums, 0, channels << 3);
  for (let row: usize = 0; row < rows; row++) {
    for (let channel: usize = 0; channel < channels; channel += 4, values += 16) {
      const centred = f32x4.sub(v128.load(values), v128.load(mean + (channel << 2)));
      addTo(sums + (channel << 3), f32x4.mul(centred, centred));
    }
  }
}

/** Y of P. */
export function scaleRelu(
  pooled: usize,
  scale: usize,
  offset: usize,
  output: usize,
  rows: usize,
  channels: usize,
): void {
  const zero = f32x4.splat(0);
  const bytes = channels << 2;
  for (let row: usize = 0; row < rows; row++) {
    for (let at: usize = 0; at < bytes; at += 16, pooled += 16, output += 16) {
      const scaled = f32x4.mul(v128.load(pooled), v128.load(scale + at));
      v128.store(output, f32x4.max(zero, f32x4.add(scaled, v128.load(offset + at))));
    }
  }
}

/**
 * What the gradient of a normalization needs of the batch, with G = dY where Y > 0: the sums of G
 * and of G (P - mean), float64 [C] each.
 */
export function gradientSums(
  upstream: usize,
  pooled: usize,
  output: usize,
  mean: usize,
  sums: usize,
  products: usize,
  rows: usize,
  channels: usize,
): void {
  const zero = f32x4.splat(0);
  memory.fill(sums, 0, channels << 3);
  memory.fill(products, 0, channels << 3);
  for (let row: usize = 0; row < rows; row++) {
    for (let channel: usize = 0; channel < channels; channel += 4) {
      const passed = v128.and(v128.load(upstream), f32x4.gt(v128.load(output), zero));
      const centred = f32x4.sub(v128.load(pooled), v128.load(mean + (channel << 2)));
      addTo(sums + (channel << 3), passed);
      addTo(products + (channel << 3), f32x4.mul(passed, centred));
      upstream += 16;
      pooled += 16;
      output += 16;
    }
  }
}

/**
 * dX of dY: dP = scale G - shift - slope (P - mean), given to the first largest element of each
 * window. `floor` is -infinity, or 0 where X is the output of a relu: what is not above it gets
 * nothing.
 */
export function poolGradient(
  x: usize,
  pooled: usize,
  output: usize,
  upstream: usize,
  mean: usize,
  scale: usize,
  shift: usize,
  slope: usize,
  floor: f32,
  gradient: usize,
  images: usize,
  height: usize,
  width: usize,
  channels: usize,
): void {
  const zero = f32x4.splat(0);
  const lowest = f32x4.splat(floor);
  const pixel = channels << 2;
  const line = width * pixel;
  if ((height | width) & 1) {
    memory.fill(gradient, 0, images * height * line);
  }
  const toGradient = gradient - x;
  for (let image: usize = 0; image < images; image++) {
    for (let row: usize = 0; row < height >> 1; row++) {
      let at = x + (image * height + 2 * row) * line;
      for (let column: usize = 0; column < width >> 1; column++) {
        for (let channel: usize = 0; channel < pixel; channel += 16, at += 16) {
          const largest = v128.load(pooled);
          const passed = v128.and(v128.load(upstream), f32x4.gt(v128.load(output), zero));
          const centred = f32x4.sub(largest, v128.load(mean + channel));
          let given = f32x4.sub(
            f32x4.sub(f32x4.mul(passed, v128.load(scale + channel)), v128.load(shift + channel)),
            f32x4.mul(centred, v128.load(slope + channel)),
          );
          given = v128.and(given, f32x4.gt(largest, lowest));
          // Whoever is the largest takes it, and the next ones get what is left: nothing.
          let takes = f32x4.eq(v128.load(at), largest);
          v128.store(at + toGradient, v128.and(given, takes));
          given = v128.andnot(given, takes);
          takes = f32x4.eq(v128.load(at + pixel), largest);
          v128.store(at + pixel + toGradient, v128.and(given, takes));
          given = v128.andnot(given, takes);
          takes = f32x4.eq(v128.load(at + line), largest);
          v128.store(at + line + toGradient, v128.and(given, takes));
          given = v128.andnot(given, takes);
          v128.store(at + line + pixel + toGradient, given);
          pooled += 16;
          output += 16;
          upstream += 16;
        }
        at += pixel;
      }
    }
  }
}

function addTo(sums: usize, values: v128): void {
  const low = f64x2.promote_low_f32x4(values);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 0));
  v128.store(sums, f64x2.add(v128.load(sums), low));
  v128.store(sums + 16, f64x2.add(v128.load(sums + 16), high));
}
