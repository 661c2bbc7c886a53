import { type backend_util, util } from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';

export interface AveragePool {
  readonly geometry: backend_util.Conv2DInfo;
  readonly upstream: ArrayLike<number> /* [N, OH, OW, C] */;
}

/**
 * Adds the gradient of an average pool to `gradient` [N, H, W, C]: a window hands what it is given
 * to its elements in equal shares. The window counts without its pads, as in the forward pass.
 */
export function addAveragePoolGradient(
  { geometry, upstream }: AveragePool,
  gradient: Float32Array,
): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = geometry;
  invariant(upstream.length === util.sizeFromShape(geometry.outShape), 'a pool of another shape');
  let output = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const firstRow = outRow * geometry.strideHeight - padInfo.top;
      const top = Math.max(0, firstRow);
      const bottom = Math.min(inHeight, firstRow + geometry.filterHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn++, output += inChannels) {
        const firstColumn = outColumn * geometry.strideWidth - padInfo.left;
        const left = Math.max(0, firstColumn);
        const right = Math.min(inWidth, firstColumn + geometry.filterWidth);
        const share = 1 / ((bottom - top) * (right - left));
        for (let row = top; row < bottom; row++) {
          for (let column = left; column < right; column++) {
            const pixel = ((image * inHeight + row) * inWidth + column) * inChannels;
            for (let channel = 0; channel < inChannels; channel++) {
              const at = pixel + channel;
              const given = (upstream[output + channel] as number) * share;
              gradient[at] = (gradient[at] as number) + given;
            }
          }
        }
      }
    }
  }
}
