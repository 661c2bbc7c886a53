import { join } from 'node:path';
import { removeBackbone } from '../backbones/remove-backbone.js';
import { backbonesOf, type CommandContext } from './command-context.js';

export async function backboneRemove(
  { name, flags }: { readonly name: string; readonly flags: { readonly json?: boolean } },
  context: CommandContext,
): Promise<void> {
  const card = await removeBackbone({
    directory: backbonesOf(context),
    models: join(context.environment.home, 'models'),
    backbone: name,
  });
  context.print(flags.json ? JSON.stringify(card, null, 2) : `Removed: ${card.name}`);
}
