import { UmbraError } from '@umbra/core/errors';
import { runCommand } from './run-command.js';
import { isFolder } from './tensorflow-library.js';

/** Python's own way to say where a package lies, without loading it. */
const askPython =
  'import importlib.util as u; s = u.find_spec("tensorflow"); ' +
  'print(s.submodule_search_locations[0] if s else "")';

/**
 * The TensorFlow of this machine: Python's, or the C library in /usr/local.
 * @throws UmbraError `not_found`
 */
export async function installedTensorflow(signal: AbortSignal): Promise<string> {
  const python = await runCommand('python3', ['-c', askPython], { signal });
  const folder = python?.code === 0 ? python.stdout.trim() : '';
  if (folder !== '') {
    return folder;
  }
  if (await isFolder('/usr/local/include/tensorflow/c')) {
    return '/usr/local';
  }
  throw new UmbraError(
    'not_found',
    'There is no TensorFlow on this machine: fetch one ("pip download --no-deps tensorflow-cpu") ' +
      'and name the file by --tensorflow, or name the folder of one.',
  );
}
