import type { z } from 'zod';
import { fields, flag, real } from '../config/index.js';

/**
 * How training pictures are varied, each one anew every time it is drawn. Every amount is the
 * largest one; 0 switches it off.
 */
export interface AugmentationConfig {
  /** Share of the sides by which the picture is moved. */
  readonly shift: number;
  /** Whether half of the pictures are mirrored left to right. */
  readonly flip: boolean;
  readonly rotateDegrees: number;
  /** Share by which the picture is made larger or smaller. */
  readonly scale: number;
  /** Share of the sides that is cut away somewhere; what is left is brought to full size. */
  readonly crop: number;
  /** Share of the full range by which all pixels are made lighter or darker. */
  readonly brightness: number;
  /** Share by which the distance of the pixels from mid-grey is stretched or shrunk. */
  readonly contrast: number;
  /** Share by which the distance of the colours from grey is stretched or shrunk. */
  readonly saturation: number;
  /** Angle by which the colours are turned around the grey axis. */
  readonly hueDegrees: number;
  /** Share of the area that a rectangle of mid-grey covers. */
  readonly erase: number;
}

/** What came after the first version may be left out. */
const off = (max: number): z.ZodDefault<z.ZodNumber> => real({ min: 0, max }).default(0);

export const augmentationConfigSchema: z.ZodType<AugmentationConfig> = fields({
  shift: real({ min: 0, max: 0.5 }),
  flip: flag(),
  rotateDegrees: real({ min: 0, max: 180 }),
  scale: real({ min: 0, max: 0.5 }),
  crop: off(0.9),
  brightness: real({ min: 0, max: 0.5 }),
  contrast: real({ min: 0, max: 0.9 }),
  saturation: off(1),
  hueDegrees: off(180),
  erase: off(0.5),
});
