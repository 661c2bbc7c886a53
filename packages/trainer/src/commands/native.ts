import type { Command } from 'commander';
import { describeBackend } from './backend.js';
import { type CommandContext, callerPath } from './command-context.js';
import { jsonOption } from './options.js';

interface NativeFlags {
  readonly tensorflow?: string;
  readonly json?: boolean;
}

export function addNativeCommand(program: Command, context: CommandContext): void {
  program
    .command('native')
    .description("build the backend 'tensorflow' from a TensorFlow that is on this machine")
    .option(
      '--tensorflow <path>',
      "a .whl file, the Python package's folder or a C library's (default: the installed one)",
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nIt goes to UMBRA_NATIVE (default: native in UMBRA_HOME) and is used from then on. Any TensorFlow\n' +
        'from 2.9 on will do, with or without CUDA: "pip download --no-deps tensorflow-cpu" fetches one.\n',
    )
    .action((flags: NativeFlags) => buildAndTell(flags, context));
}

async function buildAndTell(flags: NativeFlags, context: CommandContext): Promise<void> {
  const { buildNative } = await import('../native/build-native.js');
  const { environment, signal } = context;
  const check = await buildNative({
    directory: environment.nativeDirectory,
    tensorflow: flags.tensorflow === undefined ? null : callerPath(context, flags.tensorflow),
    compiler: environment.compiler,
    environment: environment.variables,
    signal,
    onStep: (step) => context.remark(`native build: ${step}`),
  });
  context.print(
    flags.json
      ? JSON.stringify({ directory: environment.nativeDirectory, ...check })
      : describeBackend(check),
  );
}
