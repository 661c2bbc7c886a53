import type { Command } from 'commander';
import { type CommandContext, callerPath } from './command-context.js';
import { seedOption, wholeNumber } from './options.js';

interface SampleFlags {
  readonly images: number;
  readonly holdOut: number;
  readonly seed: number;
  readonly json?: boolean;
}

export function addSampleCommand(program: Command, context: CommandContext): void {
  program
    .command('sample <dir>')
    .description('draw photographs of twelve kinds of machined parts, to try Umbra with')
    .option(
      '--images <n>',
      'pictures of a common kind; rare kinds get fewer',
      wholeNumber(4, 5000),
      40,
    )
    .option('--hold-out <n>', 'pictures of every kind to keep apart', wholeNumber(0, 1000), 0)
    .addOption(seedOption())
    .option('--json', 'print progress and result as JSON, one object a line')
    .addHelpText(
      'after',
      '\nThe parts go to <dir>/<label>/*.jpg. With --hold-out they go to <dir>/parts/<label>/, and the\n' +
        'pictures kept apart to <dir>/held-out/<label>/. <dir> must be new or empty.\n',
    )
    .action((dir: string, flags: SampleFlags) => drawSampleInto(dir, flags, context));
}

async function drawSampleInto(
  dir: string,
  flags: SampleFlags,
  context: CommandContext,
): Promise<void> {
  const { drawSample } = await import('../sample/draw-sample.js');
  const drawing = drawSample({
    directory: callerPath(context, dir),
    seed: flags.seed,
    imagesPerKind: flags.images,
    heldOutPerKind: flags.holdOut,
    signal: context.signal,
  });
  for await (const event of drawing) {
    if (flags.json) {
      context.print(JSON.stringify(event));
    } else if (event.kind === 'drawn') {
      context.progress.show({ ...event, note: `${event.done} of ${event.total} pictures drawn` });
    } else {
      context.progress.clear();
      const heldOut =
        event.heldOut === null ? '' : `\nKept apart, to search with: ${event.heldOut}`;
      context.print(`Parts: ${event.parts}${heldOut}`);
    }
  }
}
