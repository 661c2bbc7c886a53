/**
 * A Vitest reporter that closes a run with one plain line for people and machines: `12 passed, 0
 * failed`.
 */
export default class PlainSummary {
  onTestRunEnd(testModules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of testModules) {
      // A file that cannot even be loaded holds no test; it counts as one failure.
      if (module.state() === 'failed' && module.errors().length > 0) {
        counts.failed++;
      }
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        counts[state in counts ? state : 'failed']++;
      }
    }
    const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  }
}
