import type { BackendRequest } from '@umbra/core/backend';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { backendOf, backendOption, jsonOption } from './options.js';

export function addBackendCommand(program: Command, context: CommandContext): void {
  program
    .command('backend')
    .description('show what computes on this machine')
    .addOption(backendOption())
    .addOption(jsonOption())
    .action(async (flags: { backend?: BackendRequest; json?: boolean }) => {
      const { selectBackend } = await import('@umbra/core/backend');
      const info = await selectBackend(backendOf(context, flags.backend));
      context.print(flags.json ? JSON.stringify(info) : `${info.name}: ${info.detail}`);
    });
}
