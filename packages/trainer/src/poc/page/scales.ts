/** Axes whose ends are round numbers. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface ShareScaleOptions {
  readonly values: readonly number[];
  readonly frame: Frame;
}

/** Shares upwards: no lower than the values need, and never above 1. */
export function shareScale({ values, frame }: ShareScaleOptions): ScaleLinear<number, number> {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max(0.02, (high - low) * 0.12);
  return scaleLinear()
    .domain([Math.max(0, low - room), Math.min(1, high + room)])
    .nice(5)
    .range([frame.height - frame.bottom, frame.top])
    .clamp(true);
}

/** The ticks of a share axis as whole or tenth percents. */
export function shareTicks(scale: ScaleLinear<number, number>): readonly {
  readonly at: number;
  readonly text: string;
}[] {
  const ticks = scale.ticks(5).filter((tick) => tick <= 1);
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  const digits = step < 0.0099 ? 1 : 0;
  return ticks.map((tick) => ({ at: scale(tick), text: `${(tick * 100).toFixed(digits)} %` }));
}
