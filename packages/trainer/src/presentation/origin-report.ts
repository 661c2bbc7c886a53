import type { ModelCard, ModelOrigin } from '@umbra/core/model';
import type { MetricsRow } from './metrics-table.js';
import { percent } from './table.js';

/** What a model that was trained on was before, and what it does with the old pictures. */
export function originRows({ name, origin }: Pick<ModelCard, 'name' | 'origin'>): MetricsRow[] {
  if (origin === undefined) {
    return [];
  }
  const { pictures, oldPictures } = origin;
  const before = { name: `${origin.name}, before`, metrics: pictures.before };
  return oldPictures === undefined
    ? [before]
    : [
        before,
        { name: `${name}, old pictures`, metrics: oldPictures.after },
        { name: `${origin.name}, old pictures`, metrics: oldPictures.before },
      ];
}

/** What was trained, and how much of it was kept. */
export function originText({ name, blocks, share }: ModelOrigin): string {
  const what =
    blocks === 'all'
      ? 'All blocks'
      : blocks === 0
        ? 'The head'
        : `The last ${blocks === 1 ? 'block' : `${blocks} blocks`}`;
  const kept =
    share === 0
      ? 'nothing was better on the pictures that were held back, so the weights are the old ones'
      : `${percent(share)} of the way from its weights to the trained ones measured best`;
  return `${what} of ${name} trained on; ${kept}.`;
}
