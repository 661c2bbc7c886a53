import { UmbraError } from '@umbra/core/errors';
import type { ModelCard } from '@umbra/core/model';
import type { TrainingConfig } from '@umbra/core/training';

/** What the weights of a model are for: they fit no other. */
const parts = ['input', 'encoder', 'projection'] as const;

/**
 * @throws UmbraError `config_invalid` for a training that asks of a model to be another one.
 */
export function checkStart(config: TrainingConfig, from: Pick<ModelCard, 'name' | 'config'>): void {
  for (const part of parts) {
    const [had, wanted] = [from.config[part], config[part]].map((value) => JSON.stringify(value));
    if (had !== wanted) {
      throw new UmbraError(
        'config_invalid',
        `The model ${from.name}, which the training goes on from, has ${part} ${had}, and the ` +
          `configuration asks for ${wanted}: leave ${part} as it is, or train without --from.`,
      );
    }
  }
}
