/**
 * AssemblyScript, not TypeScript: see pool-normalize.ts. The gradient of a convolution by its
 * filter: dW [3, 3, C, O] of X [N, H, W, C] and dY [N, H, W, O], stride 1, one pixel of zeros
 * around X, O a multiple of 8.
 *
 *   dW[r, c, i, o] = sum over n, y, x of X[n, y + r - 1, x + c - 1, i] dY[n, y, x, o]
 *
 * Line by line, so that what is read again and again stays in the cache; the sums of four channels
 * by eight outputs stay in registers along a line.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  dw: usize,
  images: usize,
  height: usize,
  width: usize,
  channels: usize,
  outputs: usize,
): void {
  const pixel = channels << 2;
  const outputPixel = outputs << 2;
  memory.fill(dw, 0, 9 * channels * outputPixel);
  for (let image: usize = 0; image < images; image++) {
    for (let row: usize = 0; row < height; row++) {
      const upstream = dy + (image * height + row) * width * outputPixel;
      // The first and the last line have no neighbour above or below.
      const top: usize = row === 0 ? 1 : 0;
      const bottom: usize = row === height - 1 ? 2 : 3;
      for (let tapRow = top; tapRow < bottom; tapRow++) {
        const line = x + (image * height + row + tapRow - 1) * width * pixel;
        for (let tapColumn: usize = 0; tapColumn < 3; tapColumn++) {
          const first: usize = tapColumn === 0 ? 1 : 0;
          const last = tapColumn === 2 ? width - 1 : width;
          addLine(
            line + (first + tapColumn - 1) * pixel,
            upstream + first * outputPixel,
            dw + (3 * tapRow + tapColumn) * channels * outputPixel,
            last - first,
            pixel,
            outputPixel,
          );
        }
      }
    }
  }
}

/** Adds what one line gives to one tap [C, O]; sizes are in bytes. */
function addLine(
  x: usize,
  dy: usize,
  tap: usize,
  count: usize,
  pixel: usize,
  outputPixel: usize,
): void {
  let channel: usize = 0;
  for (; channel + 16 <= pixel; channel += 16) {
    for (let output: usize = 0; output < outputPixel; output += 32) {
      addFour(
        x + channel,
        dy + output,
        tap + (channel >> 2) * outputPixel + output,
        count,
        pixel,
        outputPixel,
      );
    }
  }
  for (; channel < pixel; channel += 4) {
    for (let output: usize = 0; output < outputPixel; output += 32) {
      addOne(
        x + channel,
        dy + output,
        tap + (channel >> 2) * outputPixel + output,
        count,
        pixel,
        outputPixel,
      );
    }
  }
}

function addProduct(sum: v128, factor: v128, values: v128): v128 {
  return f32x4.add(sum, f32x4.mul(factor, values));
}

/** Four channels by eight outputs. */
function addFour(
  x: usize,
  dy: usize,
  sums: usize,
  count: usize,
  pixel: usize,
  outputPixel: usize,
): void {
  const second = sums + outputPixel;
  const third = second + outputPixel;
  const fourth = third + outputPixel;
  let a0 = v128.load(sums);
  let a1 = v128.load(sums, 16);
  let b0 = v128.load(second);
  let b1 = v128.load(second, 16);
  let c0 = v128.load(third);
  let c1 = v128.load(third, 16);
  let d0 = v128.load(fourth);
  let d1 = v128.load(fourth, 16);
  for (; count > 0; count--) {
    const low = v128.load(dy);
    const high = v128.load(dy, 16);
    const a = v128.load32_splat(x);
    a0 = addProduct(a0, a, low);
    a1 = addProduct(a1, a, high);
    const b = v128.load32_splat(x, 4);
    b0 = addProduct(b0, b, low);
    b1 = addProduct(b1, b, high);
    const c = v128.load32_splat(x, 8);
    c0 = addProduct(c0, c, low);
    c1 = addProduct(c1, c, high);
    const d = v128.load32_splat(x, 12);
    d0 = addProduct(d0, d, low);
    d1 = addProduct(d1, d, high);
    x += pixel;
    dy += outputPixel;
  }
  v128.store(sums, a0);
  v128.store(sums, a1, 16);
  v128.store(second, b0);
  v128.store(second, b1, 16);
  v128.store(third, c0);
  v128.store(third, c1, 16);
  v128.store(fourth, d0);
  v128.store(fourth, d1, 16);
}

/** One channel by eight outputs. */
function addOne(
  x: usize,
  dy: usize,
  sums: usize,
  count: usize,
  pixel: usize,
  outputPixel: usize,
): void {
  let low = v128.load(sums);
  let high = v128.load(sums, 16);
  for (; count > 0; count--) {
    const factor = v128.load32_splat(x);
    low = addProduct(low, factor, v128.load(dy));
    high = addProduct(high, factor, v128.load(dy, 16));
    x += pixel;
    dy += outputPixel;
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
}
