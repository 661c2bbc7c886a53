import type { Random } from '@umbra/core/random';
import sharp from 'sharp';
import { type Conditions, chooseConditions, type Metal } from './conditions.js';
import type { LitPart } from './lit-part.js';
import { renderRelief } from './render-relief.js';
import { shade } from './shading.js';
import { castShadow } from './shadow.js';
import { layTable } from './table.js';
import { wearDown } from './wear.js';

const pictureSide = 160;

export interface PhotographOptions {
  readonly random: Random;
  /** What the part may be made of. */
  readonly metals: readonly Metal[];
}

/**
 * Photographs the relief of a part under conditions that `random` chooses: the bytes of a JPEG.
 */
export async function photograph(
  drawing: string,
  { random, metals }: PhotographOptions,
): Promise<Buffer> {
  const conditions = chooseConditions(metals, random.fork('conditions'));
  const relief = await renderRelief(drawing, conditions.pose, pictureSide * 2);
  const part = shade(relief, conditions, random.fork('light'));
  wearDown(part, conditions.wear, random.fork('wear'));
  const scene = compose(part, conditions, random.fork('table'));
  const pixels = expose(scene, conditions.camera, random.fork('grain'));
  const { blur, quality } = conditions.camera;
  const picture = sharp(pixels, { raw: { width: pictureSide, height: pictureSide, channels: 3 } });
  return (blur >= 0.3 ? picture.blur(blur) : picture)
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** Puts the part and its shadow on the table. */
function compose(part: LitPart, conditions: Conditions, random: Random): Float32Array {
  const { light, table: kind } = conditions;
  const table = layTable(kind, random);
  const shadow = castShadow(part.cover, conditions);
  const scene = new Float32Array(part.colours.length);
  const towardsX = Math.cos(light.azimuth) * 0.5;
  const towardsY = Math.sin(light.azimuth) * 0.5;
  for (let row = 0; row < pictureSide; row++) {
    for (let column = 0; column < pictureSide; column++) {
      const pixel = row * pictureSide + column;
      const x = column / pictureSide;
      const y = row / pictureSide;
      const top = table.brightness(x, y);
      const fall = 1 + (x - 0.5) * towardsX + (y - 0.5) * towardsY;
      const lamp = (0.75 + 0.25 * light.strength) * fall * (1 - (shadow[pixel] ?? 0));
      const free = 1 - (part.cover.values[pixel] ?? 0);
      for (let channel = 0; channel < 3; channel++) {
        const under = top * (table.tint[channel] ?? 1) * (light.colour[channel] ?? 1) * lamp * free;
        scene[pixel * 3 + channel] = under + (part.colours[pixel * 3 + channel] ?? 0);
      }
    }
  }
  return scene;
}

/** Film: vignette, tone curve, grain. */
function expose(scene: Float32Array, camera: Conditions['camera'], random: Random): Buffer {
  const pixels = Buffer.alloc(scene.length);
  const grain = camera.grain * 1.7;
  for (let pixel = 0; pixel < pictureSide * pictureSide; pixel++) {
    const x = ((pixel % pictureSide) + 0.5) / pictureSide - 0.5;
    const y = (Math.floor(pixel / pictureSide) + 0.5) / pictureSide - 0.5;
    const edge = 1 - camera.vignette * 2 * (x * x + y * y);
    // The difference of two uniform draws is close enough to a normal one, and quick.
    const speck = (random.next() - random.next()) * grain;
    for (let channel = 0; channel < 3; channel++) {
      const light = (scene[pixel * 3 + channel] ?? 0) * edge;
      const step = Math.min(toneSteps - 1, Math.max(0, Math.floor(light * toneStepsPerUnit)));
      const value = (toneCurve[step] ?? 0) + speck + (random.next() - 0.5) * grain * 0.5;
      pixels[pixel * 3 + channel] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
  return pixels;
}

const toneSteps = 4096;
const toneStepsPerUnit = 1024;

/** Light to grey value: a gamma, and a soft shoulder that keeps highlights from clipping flat. */
const toneCurve = Float32Array.from({ length: toneSteps }, (_, step) => {
  const light = (step + 0.5) / toneStepsPerUnit;
  return 262 * (1 - Math.exp(-1.7 * light)) ** 0.8;
});
