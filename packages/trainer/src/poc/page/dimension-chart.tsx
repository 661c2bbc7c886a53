import { scalePoint } from 'd3-scale';
import { percentText } from '../figure-text.js';
import type { BaselineRow, DimensionRow } from '../report.js';
import { BottomAxis, Chart, ValueAxis } from './chart-parts.js';
import { shareScale, shareTicks } from './scales.js';

const frame = { width: 880, height: 320, left: 64, right: 24, top: 36, bottom: 56 };

interface DimensionChartProps {
  readonly rows: readonly DimensionRow[];
  /** The best of what needs no training. */
  readonly baseline: BaselineRow | undefined;
}

/** Recall@1 by vector length: the mean, one deviation around it, and every run as a dot. */
export function DimensionChart({ rows, baseline }: DimensionChartProps) {
  const spreads = rows.map(({ figures }) => figures.recallAt1);
  const values = [
    ...spreads.flatMap((spread) => [
      ...spread.values,
      spread.mean - spread.deviation,
      Math.min(1, spread.mean + spread.deviation),
    ]),
    ...(baseline === undefined ? [] : [baseline.recallAt1]),
  ];
  const y = shareScale({ values, frame });
  const x = scalePoint<number>()
    .domain(rows.map(({ dimension }) => dimension))
    .range([frame.left, frame.width - frame.right])
    .padding(0.5);
  const label = rows
    .map(({ dimension, figures }) => `${dimension}: ${percentText(figures.recallAt1.mean)}`)
    .join(', ');
  return (
    <Chart frame={frame} label={`Recall@1 by numbers in a vector. ${label}`}>
      <ValueAxis frame={frame} ticks={shareTicks(y)} title="Recall@1 on the test pictures" />
      <BottomAxis
        frame={frame}
        ticks={rows.map(({ dimension }) => ({ at: x(dimension) ?? 0, text: String(dimension) }))}
        title="numbers in a vector"
      />
      {baseline !== undefined && <BaselineMark baseline={baseline} y={y(baseline.recallAt1)} />}
      {rows.map((row) => (
        <DimensionMark key={row.dimension} row={row} x={x(row.dimension) ?? 0} y={y} />
      ))}
    </Chart>
  );
}

function BaselineMark({ baseline, y }: { baseline: BaselineRow; y: number }) {
  const right = frame.width - frame.right;
  return (
    <g>
      <line className="reference" x1={frame.left} x2={right} y1={y} y2={y} />
      <text x={right} y={y - 6} textAnchor="end">
        {`${baseline.name}, untrained: ${percentText(baseline.recallAt1)}`}
      </text>
    </g>
  );
}

interface DimensionMarkProps {
  readonly row: DimensionRow;
  readonly x: number;
  readonly y: (share: number) => number;
}

function DimensionMark({ row, x, y }: DimensionMarkProps) {
  const { mean, deviation, values } = row.figures.recallAt1;
  const colour = row.recommended ? 'shadow' : 'plain';
  return (
    <g>
      {values.length > 1 && (
        <line
          className={`${colour}-line`}
          strokeWidth={2}
          x1={x}
          x2={x}
          y1={y(mean - deviation)}
          y2={y(Math.min(1, mean + deviation))}
        />
      )}
      {values.map((value, run) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name
          key={run}
          className={`${colour}-fill`}
          opacity={0.35}
          cx={x + 14}
          cy={y(value)}
          r={3}
        />
      ))}
      <circle className={`${colour}-fill`} cx={x} cy={y(mean)} r={6} />
      <text
        className={row.recommended ? 'shadow-text' : ''}
        x={x - 14}
        y={y(mean) + 4}
        textAnchor="end"
      >
        {percentText(mean)}
      </text>
    </g>
  );
}
