/** What becomes of the classes that have few pictures. */
import { classMembers } from '@umbra/core/sampling';
import { lossName } from './candidate.js';
import type { FinalSetting } from './final-runs.js';
import type { ClassFacts, ClassGroup, ClassRow } from './report.js';
import type { SplitData } from './split-data.js';
import { mean } from './statistics.js';

interface ClassFactsOptions {
  readonly data: SplitData;
  readonly recommended: FinalSetting;
  /** The other loss at the same length, where it was trained. */
  readonly rival: FinalSetting | null;
}

export function classFacts({ data, recommended, rival }: ClassFactsOptions): ClassFacts {
  const known = sizes(data.known.labels);
  const asked = new Map(
    classMembers(data.test.labels).map(({ label, indices }) => [label, indices] as const),
  );
  const sizeOf = (label: number): number =>
    (known.get(label) ?? 0) + (asked.get(label)?.length ?? 0);
  const rows = [...asked]
    .map(
      ([label, queries]): ClassRow => ({
        name: data.known.classes[label] ?? '',
        pictures: sizeOf(label),
        test: queries.length,
        recallAt1: recallOf(recommended, queries),
        rival: rival === null ? null : recallOf(rival, queries),
      }),
    )
    .toSorted((a, b) => a.pictures - b.pictures || a.name.localeCompare(b.name));
  const half = Math.floor(rows.length / 2);
  const counts = [...new Set([...known.keys(), ...asked.keys()])].map(sizeOf);
  return {
    rival: rival === null ? null : lossName(rival.candidate.loss),
    imbalance: Math.max(...counts) / Math.min(...counts),
    rare: groupOf(rows.slice(0, half)),
    common: groupOf(rows.slice(rows.length - half)),
    rows,
  };
}

function sizes(labels: Int32Array): Map<number, number> {
  return new Map(classMembers(labels).map(({ label, indices }) => [label, indices.length]));
}

function recallOf({ runs }: FinalSetting, queries: readonly number[]): number {
  return mean(runs.map(({ hits }) => mean(queries.map((query) => hits[query] ?? 0))));
}

/** Every class counts the same, however many pictures it has. */
function groupOf(rows: readonly ClassRow[]): ClassGroup {
  const recalls = rows.map(({ recallAt1 }) => recallAt1);
  return { classes: rows.length, recallAt1: recalls.length === 0 ? null : mean(recalls) };
}
