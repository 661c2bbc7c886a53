/**
 * What a native build is: the addon of tfjs-node, compiled on this machine against a TensorFlow
 * that is here (`umbra native` of the trainer makes it). It stands in a folder of its own, outside
 * node_modules:
 *
 *   record.json                    what it is, see `NativeBuildRecord`
 *   tfjs_binding.node              the addon
 *   node_modules/.../tfjs-node     the JavaScript that drives it
 *   node_modules/@tensorflow/...   stand-ins that hand over our tfjs-core
 *
 * tfjs-node asks for tfjs-core and for the union package `@tensorflow/tfjs`, which would bring a
 * second tfjs-core with a registry of its own: a backend registered there is not here. The
 * stand-ins give it the core of the process that loads it.
 */
import { z } from 'zod';
import type { GradientCheck } from '../backend-info.js';

/** The release of tfjs-node whose addon and JavaScript belong to our tfjs-core. */
export const tfjsNodeVersion = '4.22.0';

/** The compiled addon. */
export const addonFile = 'tfjs_binding.node';

/** Under this symbol of the global object the stand-ins find our core. */
export const coreSymbol = 'umbra.tfjs-core';

/** The packages that tfjs-node asks for and is given our core instead of. */
export const standIns = ['@tensorflow/tfjs', '@tensorflow/tfjs-core'] as const;

/** The source of a stand-in. */
export const standInSource = `module.exports = globalThis[Symbol.for('${coreSymbol}')];\n`;

/** What `record.json` says of a native build. */
export interface NativeBuildRecord {
  /** Release of tfjs-node that was built. */
  readonly tfjsNode: string;
  /** Where TensorFlow's library was found. */
  readonly library: string;
  /** The gradient check that it passed; null while it is being made. */
  readonly gradients: GradientCheck | null;
}

export const nativeBuildRecordSchema = z.object({
  tfjsNode: z.string(),
  library: z.string(),
  gradients: z.object({ cases: z.number(), worst: z.number() }).nullable(),
}) satisfies z.ZodType<NativeBuildRecord>;

let place: string | null = null;

/**
 * Says where this thread finds a native build of TensorFlow, if there is one. Call it before
 * `selectBackend`, in every thread and process that computes.
 */
export function useNativeBuild(directory: string): void {
  place = directory;
}

/** Where a native build may stand; null when nobody said. */
export function nativeBuildPlace(): string | null {
  return place;
}
