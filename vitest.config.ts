import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * What the tests of the engine compute on, and where a native build of TensorFlow is looked for, as
 * the commands do.
 */
const backend = process.env['UMBRA_BACKEND'] ?? 'wasm';
const nativeDirectory = resolve(
  process.env['UMBRA_NATIVE'] ?? join(process.env['UMBRA_HOME'] ?? '.umbra', 'native'),
);
const hasNativeBuild = existsSync(join(nativeDirectory, 'record.json'));

/** Unit tests stand beside the code; the tests that start the whole product stand in test/. */
export default defineConfig({
  test: {
    reporters: ['default', './scripts/plain-summary.mjs'],
    projects: [
      {
        test: {
          name: 'unit',
          provide: { backend, nativeBuild: hasNativeBuild ? nativeDirectory : null },
          include: ['{apps,packages}/*/src/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      { test: { name: 'tidy', include: ['test/tidy/*.test.ts'], testTimeout: 30_000 } },
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
