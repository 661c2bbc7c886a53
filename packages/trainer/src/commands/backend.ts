import type { BackendCheck, BackendInfo, BackendRequest } from '@umbra/core/backend';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { backendOf, backendOption, jsonOption } from './options.js';

interface BackendFlags {
  readonly backend?: BackendRequest;
  readonly check?: boolean;
  readonly json?: boolean;
}

export function addBackendCommand(program: Command, context: CommandContext): void {
  program
    .command('backend')
    .description('show what computes on this machine')
    .addOption(backendOption())
    .option('--check', 'compare its gradients with those of plain JavaScript')
    .addOption(jsonOption())
    .action(async (flags: BackendFlags) => {
      const { checkGradients, selectBackend } = await import('@umbra/core/backend');
      const info = await selectBackend(backendOf(context, flags.backend));
      const found = flags.check ? { ...info, gradients: await checkGradients(info.name) } : info;
      context.print(flags.json ? JSON.stringify(found) : describeBackend(found));
    });
}

export function describeBackend(found: BackendInfo | BackendCheck): string {
  const line = `${found.name}: ${found.detail}`;
  if (!('gradients' in found)) {
    return line;
  }
  const { cases, worst } = found.gradients;
  return `${line}\n${cases} gradients agree with cpu, largest difference ${worst.toExponential(1)}`;
}
