import type { EmbeddingMaps, MapPanel } from '../report.js';
import { Chart } from './chart-parts.js';
import { classColour } from './class-colour.js';

const frame = { width: 420, height: 420, left: 10, right: 10, top: 10, bottom: 10 };

interface MapChartProps {
  readonly panel: MapPanel;
  readonly labels: EmbeddingMaps['labels'];
  readonly classes: EmbeddingMaps['classes'];
}

/** One dot a test picture, in the colour of its class. */
export function MapChart({ panel, labels, classes }: MapChartProps) {
  const { title, points } = panel;
  const side = frame.width - frame.left - frame.right;
  const radius = points.length > 600 ? 2.2 : 3.2;
  const byClass = new Map<number, string>();
  points.forEach(([x, y], at) => {
    const label = labels[at] ?? 0;
    const left = (frame.left + x * side).toFixed(1);
    const top = (frame.top + y * side).toFixed(1);
    // A line of no length with round ends is a dot: all dots of a class are one path.
    byClass.set(label, `${byClass.get(label) ?? ''}M${left} ${top}h0`);
  });
  return (
    <div className="panel">
      <h3 className="loss">{title}</h3>
      <Chart frame={frame} label={`Map of ${points.length} test pictures: ${title}`}>
        {[...byClass].map(([label, path]) => (
          <path
            key={label}
            d={path}
            fill="none"
            style={{ stroke: classColour(label) }}
            strokeWidth={radius * 2}
            strokeLinecap="round"
            opacity={0.8}
          >
            <title>{classes[label]}</title>
          </path>
        ))}
      </Chart>
    </div>
  );
}
