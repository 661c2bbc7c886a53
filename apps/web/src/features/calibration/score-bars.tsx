import type { Calibration } from '../../api/client';

const width = 600;
const height = 120;

/**
 * How the best scores are spread: of pictures that the gallery knows, upwards, and of strangers,
 * downwards; a line where each threshold stands.
 */
export function ScoreBars({ calibration }: { calibration: Calibration }) {
  const { histogram, thresholds } = calibration;
  if (histogram === null) return null;
  const { low, high, genuine, impostor } = histogram;
  const most = Math.max(1, ...genuine, ...impostor);
  const step = width / genuine.length;
  const middle = height / 2;
  const scaled = (count: number) => (middle * count) / most;
  const place = (score: number) => (width * (score - low)) / (high - low);
  const supported = thresholds.flatMap((one) => (one.kind === 'supported' ? [one.threshold] : []));
  return (
    <figure className="mt-5">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="h-32 w-full"
        role="img"
        aria-label="Scores of known pictures above the line, of strangers below it"
      >
        {genuine.map((count, bin) => (
          <rect
            // A bin has no other name than its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            key={`known ${bin}`}
            x={bin * step + 0.5}
            y={middle - scaled(count)}
            width={step - 1}
            height={scaled(count)}
            className="fill-accent"
          />
        ))}
        {impostor.map((count, bin) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
            key={`stranger ${bin}`}
            x={bin * step + 0.5}
            y={middle}
            width={step - 1}
            height={scaled(count)}
            className="fill-faint"
          />
        ))}
        {supported.map((threshold) => (
          <line
            key={threshold}
            x1={place(threshold)}
            x2={place(threshold)}
            y1={0}
            y2={height}
            className="stroke-ink"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <figcaption className="mt-1 flex justify-between text-2xs text-muted">
        <span>score {low.toFixed(2)}</span>
        <span>known above, strangers below; dashed: the thresholds</span>
        <span>{high.toFixed(2)}</span>
      </figcaption>
    </figure>
  );
}
