/**
 * Points that were saved from Qdrant: one answer of its scroll, a list of points, or any of them a
 * line. It stands for collections that this machine does not reach. (Snapshots are the store's own
 * files, which Qdrant alone reads.)
 */
import { readFile } from 'node:fs/promises';
import { UmbraError } from '@umbra/core/errors';
import type { ImportSource } from './import-source.js';
import {
  chosenVector,
  denseVector,
  type Point,
  type PointOptions,
  pointItem,
  pointSchema,
} from './qdrant-point.js';

/** @throws UmbraError `dataset_invalid` for a file that holds no points. */
export async function qdrantFileSource(path: string, options: PointOptions): Promise<ImportSource> {
  const points = pointsOf(await valuesOf(path), path);
  const [first] = points;
  if (first === undefined) {
    throw new UmbraError('dataset_invalid', `There are no points in ${path}.`);
  }
  const named = Array.isArray(first.vector) ? null : (first.vector ?? null);
  const vector = named === null ? undefined : chosenVector(Object.keys(named), options.vector);
  return {
    name: path,
    total: points.length,
    dimension: denseVector(first, vector).length,
    async *items() {
      yield* points.map((point) => pointItem(point, { ...options, vector }));
    },
  };
}

/** The file as one JSON value, or one a line. */
async function valuesOf(path: string): Promise<unknown[]> {
  const text = await readFile(path, 'utf8');
  try {
    return [JSON.parse(text)];
  } catch {
    return text.split('\n').flatMap((line, at) => {
      try {
        return line.trim() === '' ? [] : [JSON.parse(line) as unknown];
      } catch (cause) {
        const message = `Line ${at + 1} of ${path} is no JSON.`;
        throw new UmbraError('dataset_invalid', message, { cause });
      }
    });
  }
}

function pointsOf(values: readonly unknown[], path: string): Point[] {
  return values.flatMap((value): Point[] => {
    if (Array.isArray(value)) {
      return pointsOf(value, path);
    }
    const { result, points } = value as { result?: unknown; points?: unknown };
    if (result != null || points != null) {
      return pointsOf([result ?? points], path);
    }
    const point = pointSchema.safeParse(value);
    if (!point.success) {
      throw new UmbraError('dataset_invalid', `${path} holds something that is no Qdrant point.`);
    }
    return [point.data];
  });
}
