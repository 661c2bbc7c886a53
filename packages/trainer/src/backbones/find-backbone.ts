import { type BackboneCard, listBackbones } from '@umbra/core/backbone';
import { UmbraError } from '@umbra/core/errors';

/**
 * The backbone of that name or SHA-256.
 * @throws UmbraError `backbone_missing`, with the ones that are there.
 */
export async function findBackbone(directory: string, wanted: string): Promise<BackboneCard> {
  const cards = await listBackbones(directory);
  const found = cards.find(({ name, sha256 }) => name === wanted || sha256 === wanted);
  if (found === undefined) {
    const names = cards.map(({ name }) => name).join(', ');
    const isHash = /^[0-9a-f]{64}$/.test(wanted);
    throw new UmbraError(
      'backbone_missing',
      `The backbone ${isHash ? 'with SHA-256 ' : ''}${wanted} is not in ${directory}` +
        `${names === '' ? '' : ` (there is: ${names})`}: add it with ` +
        `"umbra backbone add PATH_OR_URL${isHash ? ` --sha256 ${wanted}` : ''}".`,
    );
  }
  return found;
}
