import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { type ImportedItem, UnusableItem } from './import-source.js';

const denseSchema = z.array(z.number());

/** A point as Qdrant's scroll and retrieve answer it. */
export const pointSchema = z.object({
  id: z.union([z.string(), z.number()]),
  payload: z.record(z.string(), z.unknown()).nullish(),
  vector: z.union([denseSchema, z.record(z.string(), z.unknown())]).nullish(),
});
export type Point = z.infer<typeof pointSchema>;

export interface PointOptions {
  /** Which vector, where points have several by name. */
  readonly vector?: string | undefined;
  /** The field of the payload that is the label, dotted; none when left out. */
  readonly labelField?: string | undefined;
}

/** @throws UmbraError `config_invalid` where the choice is not clear. */
export function chosenVector(names: readonly string[], wanted: string | undefined): string {
  const [only] = names;
  const name = wanted ?? (names.length === 1 ? only : undefined);
  if (name === undefined || !names.includes(name)) {
    const what = wanted === undefined ? 'Choose one by --vector' : `There is no vector ${wanted}`;
    throw new UmbraError('config_invalid', `${what}: there are ${names.join(', ') || 'none'}.`);
  }
  return name;
}

export function pointItem(point: Point, { vector, labelField }: PointOptions): ImportedItem {
  const { id, payload } = point;
  const externalId = String(id);
  const label = labelField === undefined ? undefined : valueAt(payload ?? {}, labelField);
  return {
    name: `point ${externalId}`,
    externalId,
    label: typeof label === 'string' || typeof label === 'number' ? String(label) : null,
    metadata: payload ?? {},
    content: async () => ({ kind: 'vector', values: denseVector(point, vector) }),
  };
}

/** @throws UnusableItem where the point has no such vector. */
export function denseVector({ vector }: Point, name: string | undefined): readonly number[] {
  const found = Array.isArray(vector) ? vector : vector?.[name ?? ''];
  const dense = denseSchema.safeParse(found);
  if (!dense.success) {
    throw new UnusableItem('It has no dense vector of this name.');
  }
  return dense.data;
}

function valueAt(payload: Readonly<Record<string, unknown>>, field: string): unknown {
  let value: unknown = payload;
  for (const key of field.split('.')) {
    value = typeof value === 'object' ? (value as Record<string, unknown> | null)?.[key] : null;
  }
  return value;
}
