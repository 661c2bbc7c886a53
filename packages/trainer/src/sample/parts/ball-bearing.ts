import type { Random } from '@umbra/core/random';
import { circle, dome, polar, ring } from '../relief.js';

/** A deep groove bearing from the front: open (the balls and the cage show) or behind a shield. */
export function drawBallBearing(random: Random): string {
  const outer = random.between(40, 46);
  const bore = outer * random.between(0.36, 0.44);
  const race = (outer - bore) * random.between(0.24, 0.29);
  const height = 0.55;
  const track = { outer: outer - race, inner: bore + race };
  const edge = 1.4;
  const races =
    ring({ outer, inner: track.outer }, { height: height * 0.8 }) +
    ring({ outer: outer - edge, inner: track.outer + edge * 0.5 }, { height }) +
    ring({ outer: track.inner, inner: bore }, { height: height * 0.8 }) +
    ring({ outer: track.inner - edge * 0.5, inner: bore + edge }, { height });
  return races + (random.next() < 0.6 ? openTrack(track, random) : shield(track, random));
}

interface Track {
  readonly outer: number;
  readonly inner: number;
}

function openTrack({ outer, inner }: Track, random: Random): string {
  const middle = (outer + inner) / 2;
  const radius = ((outer - inner) / 2) * 1.02;
  const count = Math.min(10, Math.floor((2 * Math.PI * middle) / (radius * 2.5)) - random.below(2));
  const balls = Array.from({ length: count }, (_, index) => polar(middle, (360 / count) * index));
  return (
    ring({ outer, inner }, { height: 0.08, tone: 0.22 }) +
    ring(
      { outer: middle + radius * 0.42, inner: middle - radius * 0.42 },
      { height: 0.26, tone: 0.75 },
    ) +
    balls
      .map(
        (place) =>
          circle({ ...place, radius: radius * 1.08 }, { height: 0.3, tone: 0.8 }) +
          dome({ ...place, radius: radius * 0.92 }, { height: 0.62 }),
      )
      .join('')
  );
}

function shield({ outer, inner }: Track, random: Random): string {
  const tone = random.next() < 0.5 ? 0.9 : 0.3;
  return (
    ring({ outer, inner }, { height: 0.22, tone: 0.35 }) +
    ring({ outer: outer - 0.8, inner: inner + 1.6 }, { height: 0.4, tone }) +
    ring({ outer: outer - 3, inner: inner + 3.6 }, { height: 0.34, tone: tone * 0.95 })
  );
}
