import { createRequire } from 'node:module';
import { version_core } from '@tensorflow/tfjs-core';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** What wrote an artifact. */
export const versions = { umbra: version, tfjs: version_core } as const;
