import { type BackboneCard, listBackbones } from '@umbra/core/backbone';
import Table from 'cli-table3';
import { backbonesOf, type CommandContext } from './command-context.js';

export async function backboneList(
  { json = false }: { readonly json?: boolean },
  context: CommandContext,
): Promise<void> {
  const directory = backbonesOf(context);
  const cards = await listBackbones(directory);
  if (json) {
    context.print(JSON.stringify(cards, null, 2));
  } else if (cards.length === 0) {
    context.print(`There are no backbones in ${directory}: umbra backbone add PATH_OR_URL`);
  } else {
    const table = new Table({
      head: ['name', 'format', 'size', 'scale', 'features', 'SHA-256'],
      style: { head: [], border: [] },
    });
    table.push(...cards.map(row));
    context.print(table.toString());
  }
}

function row({ name, format, input, scaling, featureWidth, sha256 }: BackboneCard): string[] {
  return [name, format, `${input.width} x ${input.height}`, scaling, `${featureWidth}`, sha256];
}
