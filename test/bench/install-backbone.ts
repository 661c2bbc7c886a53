import { dataSet } from '../support/data-sets.js';
import { umbra } from '../support/umbra-command.js';

/** Adds the MobileNet to the home `folder`, which all commands after it use; answers its name. */
export async function installBackbone(folder: string): Promise<string> {
  process.env['UMBRA_HOME'] = folder;
  const model = dataSet('backbones/mobilenet-v1-1.0-pw12/model.json');
  const { name } = await umbra<{ name: string }>('backbone', 'add', model, '--name', 'mobilenet');
  return name;
}
