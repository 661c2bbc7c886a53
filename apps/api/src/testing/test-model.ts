import { selectBackend } from '@umbra/core/backend';
import { createNetwork, saveModel } from '@umbra/core/model';
import { createRandom } from '@umbra/core/random';
import { presetConfig } from '@umbra/core/training';
import { factsOfCard } from '../models/model-facts.js';
import { ModelsRepository } from '../models/models.repository.js';
import { Home } from '../persistence/home.js';
import { newId } from '../persistence/ids.js';
import type { TestApi } from './test-api.js';

const unmeasured = { recallAt: { '1': 0 }, rPrecision: 0, mapAtR: 0, queries: 0 };

/** Files a model with random weights, as a training run would leave it. Answers its id. */
export async function fileUntrainedModel(api: TestApi, seed: number): Promise<string> {
  const backend = await selectBackend('cpu');
  const typicalSize = { width: 16, height: 16, channels: 3 } as const;
  const config = {
    ...presetConfig('quick', { classes: 2, images: 8, typicalSize }, seed),
    encoder: { kind: 'convolutional', widths: [4, 8], embeddingDimension: 16 },
    projection: { kind: 'linear', dimension: 8 },
  } as const;
  const network = createNetwork({ config, random: createRandom(seed) });
  const id = newId();
  const card = await saveModel({
    directory: api.app.get(Home).model(id),
    model: {
      network,
      config,
      classes: ['a', 'b'],
      metrics: unmeasured,
      baseline: unmeasured,
      dispose: () => network.dispose(),
    },
    card: { name: 'test', createdAt: new Date(0).toISOString(), backend },
  });
  network.dispose();
  await api.app.get(ModelsRepository).insert({
    id,
    name: `test ${seed}`,
    kind: 'trained',
    gallery_id: null,
    run_id: null,
    from_model_id: null,
    dimension: card.shadowDimension,
    embedding_dimension: card.embeddingDimension,
    facts: JSON.stringify(factsOfCard(card)),
    bytes: 1,
    created_at: new Date().toISOString(),
  });
  return id;
}
