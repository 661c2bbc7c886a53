/**
 * kill -9 at random moments under a mixed load of writes, imports, trainings, promotions and
 * searches. After each restart: how long until it answers, and whether anything acknowledged is
 * lost, anything is half there, or the index differs from the items. All of it should be nothing.
 * A seed is a home of its own, and decides on the moments and the writes.
 */
import { killAndCheck } from '../support/durability/kill-and-check.js';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';

const kills = 17;
const killWithinMs = 4000;
const readyWithinSeconds = 10;

export const durability: Bench = async ({ seeds }) => {
  const rows: BenchRow[] = [];
  const summary = { kills: 0, worstSecondsToReady: 0, acknowledged: 0, damages: 0 };
  for (const seed of seeds) {
    const report = await killAndCheck({ seed, kills, killWithinMs });
    const { lost, halfMade, indexDifferences, acknowledged, cutOff } = report;
    const seconds = report.secondsToReady.toSorted((a, b) => a - b);
    const worst = seconds.at(-1) ?? 0;
    rows.push({
      seed,
      kills: seconds.length,
      'acknowledged writes': acknowledged,
      'imports, promotions, trainings cut off': cutOff,
      lost: lost.length,
      'half-made': halfMade.length,
      'index differences': indexDifferences.length,
      'seconds to be ready, median': (seconds[Math.floor(seconds.length / 2)] ?? 0).toFixed(1),
      worst: worst.toFixed(1),
    });
    for (const damage of [...lost, ...halfMade, ...indexDifferences]) {
      process.stderr.write(`seed ${seed}: ${damage}\n`);
    }
    summary.kills += seconds.length;
    summary.acknowledged += acknowledged;
    summary.damages += lost.length + halfMade.length + indexDifferences.length;
    summary.worstSecondsToReady = Math.max(summary.worstSecondsToReady, worst);
  }
  const isReadyInTime = summary.worstSecondsToReady <= readyWithinSeconds ? 1 : 0;
  return { rows, summary: { ...summary, isReadyInTime } };
};
