import type { Random } from '@umbra/core/random';
import { drawAngleBracket } from './parts/angle-bracket.js';
import { drawBallBearing } from './parts/ball-bearing.js';
import { drawCompressionSpring } from './parts/compression-spring.js';
import { drawCountersunkScrew } from './parts/countersunk-screw.js';
import { drawFlatWasher } from './parts/flat-washer.js';
import { drawHexBolt } from './parts/hex-bolt.js';
import { drawHexNut } from './parts/hex-nut.js';
import { drawRetainingRing } from './parts/retaining-ring.js';
import { drawSpringWasher } from './parts/spring-washer.js';
import { drawSpurGear } from './parts/spur-gear.js';
import { drawSteppedShaft } from './parts/stepped-shaft.js';
import { drawWingNut } from './parts/wing-nut.js';
import { anyMetal, type Metal, steels } from './photograph/conditions.js';

/**
 * A kind of part: its label, the drawing of one of them as a relief (see `relief.ts`), what it is
 * made of, and how common it is.
 */
export interface PartKind {
  readonly label: string;
  readonly draw: (random: Random) => string;
  readonly metals: readonly Metal[];
  /** Pictures of this kind as a share of the full number: a store holds few of the rare ones. */
  readonly share: number;
}

export const partKinds: readonly PartKind[] = [
  { label: 'angle-bracket', draw: drawAngleBracket, metals: anyMetal, share: 1 },
  { label: 'ball-bearing', draw: drawBallBearing, metals: steels, share: 1 },
  { label: 'compression-spring', draw: drawCompressionSpring, metals: steels, share: 1 },
  { label: 'countersunk-screw', draw: drawCountersunkScrew, metals: anyMetal, share: 1 },
  { label: 'flat-washer', draw: drawFlatWasher, metals: anyMetal, share: 1 },
  { label: 'hex-bolt', draw: drawHexBolt, metals: anyMetal, share: 1 },
  { label: 'hex-nut', draw: drawHexNut, metals: anyMetal, share: 1 },
  { label: 'retaining-ring', draw: drawRetainingRing, metals: steels, share: 0.35 },
  { label: 'spring-washer', draw: drawSpringWasher, metals: steels, share: 1 },
  { label: 'spur-gear', draw: drawSpurGear, metals: anyMetal, share: 1 },
  { label: 'stepped-shaft', draw: drawSteppedShaft, metals: anyMetal, share: 0.7 },
  { label: 'wing-nut', draw: drawWingNut, metals: anyMetal, share: 0.55 },
];
