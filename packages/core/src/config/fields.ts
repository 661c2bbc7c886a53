/**
 * What the configurations are built from. A configuration is plain JSON that people write by hand,
 * so every field answers a wrong value with a sentence that says what it must be, and no field is
 * ever ignored.
 */
import { z } from 'zod';

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** An integer from `min` to `max`, both included. */
export function wholeNumber({ min, max }: Bounds): z.ZodInt {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A finite number from `min` to `max`, both included. */
export function real({ min, max }: Bounds): z.ZodNumber {
  const error = `must be a number from ${min} to ${max}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}

export function flag(): z.ZodBoolean {
  return z.boolean({ error: 'must be true or false' });
}

/** An object with exactly these fields. */
export function fields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `must not have the field ${quoted(issue.keys)}; ` +
          `its fields are ${quoted(Object.keys(shape))}`
        : `must be an object with the fields ${quoted(Object.keys(shape))}`,
  });
}

/** One of several objects that `kind` tells apart. */
export function choice<
  Options extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(kinds: readonly string[], options: Options): z.ZodDiscriminatedUnion<Options> {
  return z.discriminatedUnion('kind', options, {
    error: `must be an object whose kind is one of ${quoted(kinds)}`,
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
