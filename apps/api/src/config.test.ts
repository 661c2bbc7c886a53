import { UmbraError } from '@umbra/core/errors';
import { expect, it } from 'vitest';
import { readCommandLine } from './command-line.js';
import { readConfig } from './config.js';

it('has defaults for everything', () => {
  expect(readConfig({ INIT_CWD: '/somewhere' })).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    home: '/somewhere/.umbra',
    inference: 'auto',
    nativeDirectory: '/somewhere/.umbra/native',
    adminKey: null,
    backend: 'auto',
    logLevel: 'warn',
  });
});

it('takes an empty variable for one that was not set', () => {
  expect(readConfig({ UMBRA_PORT: '', UMBRA_ADMIN_KEY: '' })).toMatchObject({
    port: 3000,
    adminKey: null,
  });
});

it.each([
  [{ UMBRA_PORT: 'http' }, 'UMBRA_PORT'],
  [{ UMBRA_PORT: '70000' }, 'UMBRA_PORT'],
  [{ UMBRA_ADMIN_KEY: 'short' }, '32 characters'],
  [{ UMBRA_ADMIN_KEY: `${'x'.repeat(40)} y` }, 'without spaces'],
  [{ UMBRA_BACKEND: 'gpu' }, 'UMBRA_BACKEND must be auto, tensorflow, wasm or cpu'],
  [{ UMBRA_INFERENCE: 'abacus' }, 'UMBRA_INFERENCE must be one of auto, onnxruntime, tfjs'],
  [{ UMBRA_LOG_LEVEL: 'loud' }, 'UMBRA_LOG_LEVEL'],
])('names what is wrong in %j', (environment, named) => {
  const read = () => readConfig(environment);
  expect(read).toThrow(UmbraError);
  expect(read).toThrow(named);
});

it('keeps the key from the processes that it starts', () => {
  const environment = { UMBRA_ADMIN_KEY: 'k'.repeat(40), UMBRA_BACKEND: 'wasm', PATH: '/bin' };
  expect(readConfig(environment).childEnvironment).toEqual({ UMBRA_BACKEND: 'wasm', PATH: '/bin' });
});

it('reads the command line', () => {
  expect(readCommandLine([])).toEqual({ kind: 'start', sample: true });
  expect(readCommandLine(['--no-sample'])).toEqual({ kind: 'start', sample: false });
  expect(readCommandLine(['--help'])).toEqual({ kind: 'help' });
  expect(readCommandLine(['--nosample'])).toMatchObject({ kind: 'wrong' });
  expect(readCommandLine(['extra'])).toMatchObject({ kind: 'wrong' });
});
