'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface ChartLine {
  readonly token: 'accent' | 'ink' | 'faint' | 'line-strong';
  readonly width: number;
  readonly dashed?: boolean;
  /** Marks each value: for lines of few of them. */
  readonly points?: boolean;
}

export interface LineChartProps {
  /** For screen readers: what it shows and where it stands. */
  readonly description: string;
  /** x first, then one column a line. */
  readonly data: uPlot.AlignedData;
  readonly lines: readonly ChartLine[];
  readonly xMax: number;
  readonly yRange: readonly [number, number];
  readonly formatY: (value: number) => string;
  /** Called with the index under the pointer, null when it leaves. */
  readonly onPoint?: (index: number | null) => void;
}

const height = 208;
/** Epochs have no halves. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * Lines on a canvas, for curves that grow while one watches. Follows the theme and the width it
 * has.
 */
export function LineChart(props: LineChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const build = () => {
      chart.current?.destroy();
      chart.current = new uPlot(
        optionsOf(() => latest.current, element.clientWidth),
        latest.current.data,
        element,
      );
    };
    build();
    const resized = new ResizeObserver(() =>
      chart.current?.setSize({ width: element.clientWidth, height }),
    );
    resized.observe(element);
    const themed = new MutationObserver(build);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: setData reads xMax and yRange
  useEffect(() => {
    chart.current?.setData(props.data);
  }, [props.data, props.xMax, props.yRange]);

  return (
    <div
      ref={frame}
      role="img"
      aria-label={props.description}
      className="w-full overflow-hidden"
      style={{ height }}
    />
  );
}

function optionsOf(current: () => LineChartProps, width: number): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const color = (token: string) => style.getPropertyValue(`--${token}`).trim();
  const font = `11px ${style.fontFamily}`;
  const axis = {
    stroke: color('faint'),
    font,
    grid: { stroke: color('line'), width: 1 },
    ticks: { show: false },
  } satisfies uPlot.Axis;
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7 },
    },
    scales: {
      x: { time: false, range: () => [0, current().xMax] },
      y: { range: () => [...current().yRange] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 26, gap: 4, space: 48, incrs: wholeSteps },
      {
        ...axis,
        size: 44,
        gap: 6,
        space: 36,
        values: (_, values) => values.map((value) => current().formatY(value)),
      },
    ],
    series: [
      {},
      ...current().lines.map(
        (line): uPlot.Series => ({
          stroke: color(line.token),
          width: line.width,
          spanGaps: true,
          points: { show: line.points ?? false, size: 5, fill: color(line.token) },
          ...(line.dashed ? { dash: [5, 4] } : {}),
        }),
      ),
    ],
    hooks: {
      setCursor: [(plot) => current().onPoint?.(plot.cursor.idx ?? null)],
    },
  };
}
