import { parseArgs } from 'node:util';

export const usage = `Usage: npm start -- [options]

Starts Umbra: the API and the console on one port.

Options:
  --no-sample  leave the sample gallery out that an empty home gets
  --help       show this

Settings are read from the environment:
  UMBRA_HOST       where to listen (127.0.0.1)
  UMBRA_PORT       the port (3000)
  UMBRA_HOME       where everything is stored (.umbra)
  UMBRA_ADMIN_KEY  presets the first admin key, 32 characters or more
  UMBRA_BACKEND    auto, tensorflow, wasm or cpu (auto)
  UMBRA_INFERENCE  auto, onnxruntime or tfjs (auto)
  UMBRA_LOG_LEVEL  trace, debug, info, warn, error, fatal or silent (warn)
  UMBRA_AUDIT_DAYS how long the audit log is kept (365)
  UMBRA_SEARCHES_PER_MINUTE  searches a minute of one key, 0 for no limit (60000)
  UMBRA_WRITES_PER_MINUTE    the same of changes (30000)
`;

export type CommandLine =
  | { readonly kind: 'start'; readonly sample: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

export function readCommandLine(words: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        sample: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h' },
      },
      allowNegative: true,
    });
    return values.help === true ? { kind: 'help' } : { kind: 'start', sample: values.sample };
  } catch (error) {
    return { kind: 'wrong', message: error instanceof Error ? error.message : String(error) };
  }
}
