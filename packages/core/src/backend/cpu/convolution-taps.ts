import type { backend_util } from '@tensorflow/tfjs-core';

/**
 * Takes one meeting of an input pixel and an output pixel under one filter tap: offsets of their
 * first channels.
 */
export type TapVisitor = (input: number, output: number, filter: number) => void;

/**
 * Visits all meetings of a convolution [N, H, W, C] * [KH, KW, C, O] -> [N, OH, OW, O], pads left
 * out.
 */
export function visitTaps(geometry: backend_util.Conv2DInfo, visit: TapVisitor): void {
  const { batchSize, outHeight, outWidth, outChannels, inChannels } = geometry;
  const { filterHeight, filterWidth } = geometry;
  let output = 0;
  for (let image = 0; image < batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++, output += outChannels) {
        for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
          const row = outRow * geometry.strideHeight - geometry.padInfo.top + tapRow;
          if (row < 0 || row >= geometry.inHeight) {
            continue;
          }
          for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++) {
            const column = outColumn * geometry.strideWidth - geometry.padInfo.left + tapColumn;
            if (column < 0 || column >= geometry.inWidth) {
              continue;
            }
            const pixel = (image * geometry.inHeight + row) * geometry.inWidth + column;
            const tap = tapRow * filterWidth + tapColumn;
            visit(pixel * inChannels, output, tap * inChannels * outChannels);
          }
        }
      }
    }
  }
}
