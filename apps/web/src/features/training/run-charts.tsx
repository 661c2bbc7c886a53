'use client';

import { type ReactNode, useMemo, useState } from 'react';
import type { AlignedData } from 'uplot';
import { type ChartLine, LineChart } from '../../components/line-chart';
import { formatMeasure, formatShare } from '../../format/numbers';
import { lossCurve, lossRange, plannedEpochs, recallCurve, recallRange } from './run-curves';
import type { RunRecord } from './run-record';

interface RunChartsProps {
  readonly record: RunRecord;
  /** Recall@1 of plain pixels on the same pictures, where it is known. */
  readonly baseline: number | null;
}

const lossLines: ChartLine[] = [
  { token: 'line-strong', width: 1 },
  { token: 'ink', width: 1.75 },
];
const recallLines: ChartLine[] = [
  { token: 'accent', width: 2, points: true },
  { token: 'faint', width: 1.25, dashed: true },
];

/** Loss and Recall@1 over the same epochs, side by side. */
export function RunCharts({ record, baseline }: RunChartsProps) {
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
      <LossChart record={record} />
      <RecallChart record={record} baseline={baseline} />
    </div>
  );
}

function LossChart({ record }: { record: RunRecord }) {
  const [point, setPoint] = useState<number | null>(null);
  const curve = useMemo(() => lossCurve(record), [record]);
  const data = useMemo(
    (): AlignedData => [[...curve.epochs], [...curve.loss], [...curve.smooth]],
    [curve],
  );
  const range = useMemo(() => lossRange(curve), [curve]);
  const value = curve.smooth[point ?? curve.smooth.length - 1];
  return (
    <ChartFrame title="Loss" value={formatMeasure(value)} note="smoothed, by epoch">
      <LineChart
        description={`Loss, now ${formatMeasure(value)}`}
        data={data}
        lines={lossLines}
        xMax={plannedEpochs(record)}
        yRange={range}
        formatY={(tick) => String(Number(tick.toFixed(3)))}
        onPoint={setPoint}
      />
    </ChartFrame>
  );
}

function RecallChart({ record, baseline }: RunChartsProps) {
  const [point, setPoint] = useState<number | null>(null);
  const xMax = plannedEpochs(record);
  const curve = useMemo(() => recallCurve(record), [record]);
  const data = useMemo(() => recallColumns(curve, { baseline, xMax }), [curve, baseline, xMax]);
  const range = useMemo(() => recallRange(curve, baseline), [curve, baseline]);
  const measured = curve.recallAt1.filter((value) => value !== null);
  const value = point === null ? measured.at(-1) : (data[1]?.[point] ?? measured.at(-1));
  return (
    <ChartFrame
      title="Recall@1"
      value={formatShare(value)}
      note={
        baseline === null ? 'on held-back pictures, by epoch' : <BaselineNote share={baseline} />
      }
    >
      <LineChart
        description={`Recall at 1 on held-back pictures, now ${formatShare(value)}`}
        data={data}
        lines={recallLines}
        xMax={xMax}
        yRange={range}
        formatY={(tick) => `${Math.round(tick * 100)}%`}
        onPoint={setPoint}
      />
    </ChartFrame>
  );
}

/**
 * The line of plain pixels runs over the whole width, the measured one only as far as it was
 * measured.
 */
function recallColumns(
  curve: ReturnType<typeof recallCurve>,
  { baseline, xMax }: { baseline: number | null; xMax: number },
): AlignedData {
  const last = curve.epochs.at(-1) ?? 0;
  const before = (curve.epochs[0] ?? 1) > 0 ? [0] : [];
  const after = last < xMax ? [xMax] : [];
  const epochs = [...before, ...curve.epochs, ...after];
  return [
    epochs,
    [...before.map(() => null), ...curve.recallAt1, ...after.map(() => null)],
    epochs.map(() => baseline),
  ];
}

function BaselineNote({ share }: { share: number }) {
  return (
    <span>
      <span className="mr-1.5 inline-block w-5 border-faint border-t border-dashed align-middle" />
      plain pixels {formatShare(share)}
    </span>
  );
}

interface ChartFrameProps {
  readonly title: string;
  readonly value: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}

function ChartFrame({ title, value, note, children }: ChartFrameProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-baseline gap-2">
        <span className="font-medium text-[0.8125rem]">{title}</span>
        <span className="font-semibold tabular-nums">{value}</span>
        <span className="ml-auto truncate text-faint text-xs">{note}</span>
      </figcaption>
      {children}
    </figure>
  );
}
