import { scaleLog } from 'd3-scale';
import { percentText } from '../figure-text.js';
import type { ClassFacts } from '../report.js';
import { BottomAxis, Chart, ValueAxis } from './chart-parts.js';
import { placeNames } from './place-names.js';
import { shareScale, shareTicks } from './scales.js';

const frame = { width: 880, height: 300, left: 64, right: 24, top: 36, bottom: 56 };
const nameLengthMax = 22;
const decades = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000];

/** Recall@1 of each class against its size. */
export function ClassChart({ rows }: Pick<ClassFacts, 'rows'>) {
  const sizes = rows.map(({ pictures }) => pictures);
  const low = Math.min(...sizes);
  const high = Math.max(...sizes);
  const x = scaleLog()
    .domain([low / 1.15, high * 1.15])
    .range([frame.left, frame.width - frame.right]);
  const y = shareScale({ values: rows.map(({ recallAt1 }) => recallAt1), frame });
  const ticks = decades
    .filter((size) => size >= low / 1.15 && size <= high * 1.15)
    .map((size) => ({ at: x(size), text: size.toLocaleString('en-US') }));
  return (
    <Chart frame={frame} label="Recall@1 of each class against its number of pictures">
      <ValueAxis frame={frame} ticks={shareTicks(y)} title="Recall@1 of the class" />
      <BottomAxis frame={frame} ticks={ticks} title="pictures of the class" />
      {rows.map(({ name, pictures, recallAt1 }) => (
        <circle
          key={name}
          className="shadow-fill"
          opacity={0.75}
          cx={x(pictures)}
          cy={y(recallAt1)}
          r={5}
        >
          <title>{`${name}: ${pictures} pictures, ${percentText(recallAt1)}`}</title>
        </circle>
      ))}
      {placeNames(
        rows.map(({ name, pictures, recallAt1 }) => ({
          text: name.length > nameLengthMax ? `${name.slice(0, nameLengthMax - 1)}…` : name,
          x: x(pictures),
          y: y(recallAt1),
        })),
        frame,
      ).map((name) => (
        <text key={`${name.x} ${name.y} ${name.text}`} x={name.x} y={name.y} textAnchor="middle">
          {name.text}
        </text>
      ))}
    </Chart>
  );
}
