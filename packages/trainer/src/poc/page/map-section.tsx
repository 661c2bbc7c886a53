import type { EmbeddingMaps } from '../report.js';
import { classColour } from './class-colour.js';
import { MapChart } from './map-chart.js';

/** More names than this are no legend any more. */
const legendMax = 24;

export function MapSection({ map }: { map: EmbeddingMaps | null }) {
  if (map === null) {
    return null;
  }
  const { labels, classes, panels, method, seed } = map;
  const shown = [...new Set(labels)].sort((a, b) => a - b);
  return (
    <section>
      <h2>The test pictures on a map</h2>
      <p className="muted">
        {labels.length} test pictures, near ones near each other, each in the colour of its class.
        Distances between far groups mean nothing. {method}, seed {seed}.
      </p>
      <div className="pair">
        {panels.map((panel) => (
          <MapChart key={panel.title} panel={panel} labels={labels} classes={classes} />
        ))}
      </div>
      {shown.length <= legendMax ? (
        <ul className="legend">
          {shown.map((label) => (
            <li key={label}>
              <i style={{ background: classColour(label) }} />
              {classes[label]}
            </li>
          ))}
        </ul>
      ) : (
        <p className="muted">{shown.length} classes; point at a dot to see its name.</p>
      )}
    </section>
  );
}
