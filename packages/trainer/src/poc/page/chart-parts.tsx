import type { ReactNode } from 'react';
import type { Frame } from './scales.js';

interface ChartProps {
  readonly frame: Frame;
  /** What the chart shows, for those who cannot see it. */
  readonly label: string;
  readonly children: ReactNode;
}

export function Chart({ frame, label, children }: ChartProps) {
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={label}>
      {children}
    </svg>
  );
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

interface AxisProps {
  readonly frame: Frame;
  readonly ticks: readonly Tick[];
  readonly title: string;
}

/** Horizontal lines with their values at the left. */
export function ValueAxis({ frame, ticks, title }: AxisProps) {
  const { left, right, width, top } = frame;
  return (
    <g>
      {ticks.map(({ at, text }) => (
        <g key={text}>
          <line className="grid" x1={left} x2={width - right} y1={at} y2={at} />
          <text x={left - 10} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <text x={0} y={top - 14}>
        {title}
      </text>
    </g>
  );
}

/** Names along the lower edge. */
export function BottomAxis({ frame, ticks, title }: AxisProps) {
  const { left, right, width, height, bottom } = frame;
  const y = height - bottom;
  return (
    <g>
      <line className="axis" x1={left} x2={width - right} y1={y} y2={y} />
      {ticks.map(({ at, text }) => (
        <text key={text} x={at} y={y + 20} textAnchor="middle">
          {text}
        </text>
      ))}
      <text x={width - right} y={height - 4} textAnchor="end">
        {title}
      </text>
    </g>
  );
}
