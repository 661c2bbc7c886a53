import type { Inspection, PictureGroup } from '../inspection/inspection.js';
import { numberTable, percent } from './table.js';

/** Lines of a finding that are shown; the JSON has them all. */
const linesMax = 10;
/** Of more labels the largest and the smallest are shown. */
const labelsMax = 24;

/** An inspection for people: what the set is, and one paragraph for each finding. */
export function inspectionText(inspection: Inspection): string {
  const { suspectLabels } = inspection;
  return [
    summary(inspection),
    labelTable(inspection.classes),
    finding('that cannot be used', inspection.damaged, ({ path, reason }) => `${path}: ${reason}`),
    groups('with the same bytes', inspection.duplicates),
    groups('that look the same', inspection.nearDuplicates),
    finding(
      'less than half as large as is usual here',
      inspection.small,
      ({ path, width, height }) => `${path}: ${width} x ${height}`,
    ),
    finding(
      'far less sharp than is usual for the label',
      inspection.blurred,
      ({ path, relativeSharpness }) => `${path}: ${percent(relativeSharpness)} of the median`,
    ),
    suspectLabels === null
      ? 'Suspect labels: name a trained model by --model to find them.'
      : finding(
          'with a suspect label',
          suspectLabels,
          ({ path, label, suggested, suggestedShare }) =>
            `${path}: ${label}, but ${percent(suggestedShare)} of its neighbours are ${suggested}`,
        ),
  ].join('\n');
}

function summary({ pictures, classes, balance, typicalSize }: Inspection): string {
  const { smallest, largest, ratio, gini, singles } = balance;
  const { width, height } = typicalSize;
  const alone =
    singles.length === 0
      ? ''
      : ` ${singles.length} labels have a single picture, which cannot be found: ${some(singles)}.`;
  return (
    `${pictures} pictures of ${classes.length} labels, typically ${width} x ${height}. ` +
    `${smallest} to ${largest} pictures a label: imbalance ${ratio.toFixed(1)}, ` +
    `Gini ${gini.toFixed(2)}.${alone}`
  );
}

function some(names: readonly string[]): string {
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return names.slice(0, 5).join(', ') + more;
}

function labelTable(classes: Inspection['classes']): string {
  const row = ({ label, pictures }: Inspection['classes'][number]) => [label, String(pictures)];
  const half = labelsMax / 2;
  const rows =
    classes.length <= labelsMax
      ? classes.map(row)
      : [
          ...classes.slice(0, half).map(row),
          [`... ${classes.length - labelsMax} labels between`, ''],
          ...classes.slice(-half).map(row),
        ];
  return numberTable(['label', 'pictures'], rows);
}

function finding<Item>(what: string, items: readonly Item[], line: (item: Item) => string): string {
  const lines = items.slice(0, linesMax).map((item) => `  ${line(item)}`);
  const more = items.length > linesMax ? [`  and ${items.length - linesMax} more`] : [];
  const pictures = `${items.length} ${items.length === 1 ? 'picture' : 'pictures'}`;
  const ending = items.length === 0 ? '.' : ':';
  return [`${pictures} ${what}${ending}`, ...lines, ...more].join('\n');
}

/** Those whose labels differ come first: at least one of them is wrong. */
function groups(what: string, all: readonly PictureGroup[]): string {
  const ordered = [...all].sort((a, b) => Number(b.labelsDiffer) - Number(a.labelsDiffer));
  const surplus = all.reduce((sum, { pictures }) => sum + pictures.length - 1, 0);
  const differ = all.filter(({ labelsDiffer }) => labelsDiffer).length;
  const lines = ordered.slice(0, linesMax).map(({ pictures, labelsDiffer }) => {
    const names = pictures.slice(0, 4).map(({ path }) => path);
    const more = pictures.length > 4 ? ` and ${pictures.length - 4} more` : '';
    return `  ${labelsDiffer ? 'different labels: ' : ''}${names.join(' = ')}${more}`;
  });
  const more = all.length > linesMax ? [`  and ${all.length - linesMax} more groups`] : [];
  const about =
    all.length === 0
      ? '.'
      : ` (${surplus} more than are needed, ${differ} groups under different labels):`;
  return [`${all.length} groups of pictures ${what}${about}`, ...lines, ...more].join('\n');
}
