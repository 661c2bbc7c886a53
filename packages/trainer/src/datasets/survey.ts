import { decodeImage, type InputSize, inspectImage } from '@umbra/core/image';
import type { LabelledPicture } from './label-pictures.js';
import type { PictureContent, PictureSource } from './picture-source.js';

/** Pictures that are looked at: enough for a median, few enough to take no time. */
const sampleMax = 64;

/** Grey pictures saved in colour differ by rounding only. */
const greyTolerance = 3;

/**
 * The typical size of a set: median sides of a sample spread over it; one channel when all of the
 * sample is grey. Pictures that cannot be read are left to the loading, which names them.
 */
export async function surveySize(
  source: PictureSource,
  pictures: readonly LabelledPicture[],
  signal?: AbortSignal,
): Promise<InputSize> {
  const stride = Math.max(1, pictures.length / sampleMax);
  const wanted = new Set<string>();
  for (let at = 0; at < pictures.length; at += stride) {
    wanted.add(pictures[Math.floor(at)]?.path ?? '');
  }
  const widths: number[] = [];
  const heights: number[] = [];
  let grey = true;
  for await (const picture of source.read(wanted, signal)) {
    const seen = 'content' in picture ? await look(picture.content) : null;
    if (seen !== null) {
      widths.push(seen.width);
      heights.push(seen.height);
      grey &&= seen.grey;
    }
  }
  return {
    width: median(widths),
    height: median(heights),
    channels: grey && widths.length > 0 ? 1 : 3,
  };
}

interface Look {
  readonly width: number;
  readonly height: number;
  readonly grey: boolean;
}

async function look(content: PictureContent): Promise<Look | null> {
  if (content.kind === 'pixels') {
    const { pixels, size } = content;
    return { ...size, grey: size.channels === 1 || isGrey(pixels) };
  }
  try {
    const { width, height } = await inspectImage(content.bytes);
    const small = await decodeImage(content.bytes, { width: 32, height: 32, channels: 3 });
    return { width, height, grey: isGrey(small) };
  } catch {
    return null;
  }
}

/** Of [H, W, 3]. */
function isGrey(pixels: Uint8Array): boolean {
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > greyTolerance) {
      return false;
    }
  }
  return true;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
}
