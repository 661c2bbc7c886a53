import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Rival, Rivals } from '../report.js';
import { mean } from '../statistics.js';
import { BottomAxis, Chart, ValueAxis } from './chart-parts.js';
import { shareScale, shareTicks } from './scales.js';

const frame = { width: 880, height: 340, left: 64, right: 120, top: 36, bottom: 56 };

interface CurvePoint {
  readonly epoch: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Validation Recall@1 after each epoch: the mean as a line, all seeds as a band. */
export function CurvesChart({ shadow, triplet, target }: Rivals) {
  const curves = [shadow, triplet].map(pointsOf);
  const values = curves.flat().flatMap(({ low, high }) => [low, high]);
  const y = shareScale({ values, frame });
  const epochs = Math.max(...curves.map((points) => points.length));
  const x = scaleLinear()
    .domain([1, Math.max(2, epochs)])
    .range([frame.left, frame.width - frame.right]);
  const ticks = x
    .ticks(Math.min(10, epochs))
    .filter((tick) => Number.isInteger(tick))
    .map((tick) => ({ at: x(tick), text: String(tick) }));
  const band = area<CurvePoint>()
    .x(({ epoch }) => x(epoch))
    .y0(({ low }) => y(low))
    .y1(({ high }) => y(high));
  const stroke = line<CurvePoint>()
    .x(({ epoch }) => x(epoch))
    .y((point) => y(point.mean));
  const ends = spreadApart(curves.map((points) => y(points.at(-1)?.mean ?? 0)));
  const [shadowCurve = [], tripletCurve = []] = curves;
  return (
    <Chart frame={frame} label="Validation Recall@1 after each epoch, Shadow Loss and triplet loss">
      <ValueAxis frame={frame} ticks={shareTicks(y)} title="Recall@1 on validation pictures" />
      <BottomAxis frame={frame} ticks={ticks} title="epochs" />
      <line className="reference" x1={frame.left} x2={x(epochs)} y1={y(target)} y2={y(target)} />
      {(
        [
          ['rival', tripletCurve, 'Triplet loss', ends[1]],
          ['shadow', shadowCurve, 'Shadow Loss', ends[0]],
        ] as const
      ).map(([colour, points, name, end]) => (
        <g key={name}>
          <path className={`${colour}-fill`} opacity={0.16} d={band(points) ?? ''} />
          <path
            className={`${colour}-line`}
            fill="none"
            strokeWidth={2.5}
            strokeLinejoin="round"
            d={stroke(points) ?? ''}
          />
          {points.length === 1 && (
            <circle className={`${colour}-fill`} cx={x(1)} cy={y(points[0]?.mean ?? 0)} r={5} />
          )}
          <text className={`${colour}-text`} x={x(points.length) + 10} y={(end ?? 0) + 4}>
            {name}
          </text>
        </g>
      ))}
    </Chart>
  );
}

function pointsOf({ curves }: Rival): readonly CurvePoint[] {
  const epochs = Math.max(0, ...curves.map((curve) => curve.length));
  return Array.from({ length: epochs }, (_, index) => {
    const values = curves.flatMap((curve) => curve[index] ?? []);
    return {
      epoch: index + 1,
      mean: mean(values),
      low: Math.min(...values),
      high: Math.max(...values),
    };
  });
}

/** Two labels at least a line apart. */
function spreadApart([first = 0, second = 0]: readonly number[]): readonly number[] {
  const gap = 16 - Math.abs(first - second);
  if (gap <= 0) {
    return [first, second];
  }
  const up = first <= second ? -gap / 2 : gap / 2;
  return [first + up, second - up];
}
