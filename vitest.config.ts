import { defineConfig } from 'vitest/config';

/** Unit tests stand beside the code; the tests that start the whole product stand in test/. */
export default defineConfig({
  test: {
    reporters: ['default', './scripts/plain-summary.mjs'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages}/*/src/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      { test: { name: 'tidy', include: ['test/tidy/*.test.ts'] } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
