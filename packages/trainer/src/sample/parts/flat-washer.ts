import type { Random } from '@umbra/core/random';
import { ring } from '../relief.js';

export function drawFlatWasher(random: Random): string {
  const outer = random.between(38, 45);
  const inner = outer * random.between(0.42, 0.6);
  const height = random.between(0.3, 0.42);
  const edge = random.between(1, 2.2);
  return (
    ring({ outer, inner }, { height: height * 0.7 }) +
    ring({ outer: outer - edge, inner: inner + edge * 0.5 }, { height })
  );
}
