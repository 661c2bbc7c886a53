import type { Umbra } from '@umbra/sdk';

/**
 * Searches without pause, as users would while a model changes. Every answer must be whole: `stop`
 * fails when one was not, and tells which models answered.
 */
export function keepSearching(
  umbra: Umbra,
  { gallery, image }: { readonly gallery: string; readonly image: Uint8Array },
): { stop(): Promise<Set<string>> } {
  const limit = 10;
  const models = new Set<string>();
  let isStopped = false;
  const search = async (): Promise<void> => {
    for (let isLast = false; !isLast; ) {
      isLast = isStopped;
      const { hits, model } = await umbra.search({ gallery, image, limit });
      if (hits.length !== limit) throw new Error(`${model} answered with ${hits.length} hits`);
      models.add(model);
    }
  };
  const work = search();
  return {
    stop: async () => {
      isStopped = true;
      await work;
      return models;
    },
  };
}
