import { invariant } from '../errors/index.js';
import type { TrainingExamples } from './training-examples.js';

/**
 * Two sets as one, the first before the second. A label means the same in both: pictures of one
 * name are of one class.
 */
export function joinExamples(first: TrainingExamples, second: TrainingExamples): TrainingExamples {
  const classes = [...new Set([...first.classes, ...second.classes])];
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const labels = [first, second].flatMap((examples) =>
    [...examples.labels].map((label) => indexOf.get(examples.classes[label] ?? '') ?? -1),
  );
  const common = { labels: Int32Array.from(labels), classes };
  if (first.kind === 'features' && second.kind === 'features') {
    invariant(first.width === second.width, 'rows of one network have one length');
    const features = concat(first.features, second.features);
    const baseline =
      first.baseline && second.baseline
        ? { baseline: concat(first.baseline, second.baseline) }
        : {};
    return { kind: 'features', width: first.width, features, ...common, ...baseline };
  }
  invariant(first.kind === 'pixels' && second.kind === 'pixels', 'sets of one network are alike');
  const pixels = concat(first.pixels, second.pixels);
  return { kind: 'pixels', size: first.size, pixels, ...common };
}

function concat<Rows extends Uint8Array | Float32Array>(first: Rows, second: Rows): Rows {
  const Kind = first.constructor as new (length: number) => Rows;
  const rows = new Kind(first.length + second.length);
  rows.set(first);
  rows.set(second, first.length);
  return rows;
}
