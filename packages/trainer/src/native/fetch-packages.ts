/**
 * The three packages that a native build is made of, from the user's own npm registry. They are
 * fetched as files and never installed: tfjs-node's install script downloads a TensorFlow of 2022,
 * and its dependencies would bring a second TensorFlow.js. Each must be, byte for byte, what was
 * tried.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { tfjsNodeVersion } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { extract } from 'tar-stream';
import { runCommand } from './run-command.js';

interface FetchedPackage {
  readonly name: string;
  readonly version: string;
  /** SHA-512, as in a lock file. */
  readonly integrity: string;
}

const packages: readonly FetchedPackage[] = [
  {
    // The addon's source, and the kernels that drive it.
    name: '@tensorflow/tfjs-node',
    version: tfjsNodeVersion,
    integrity:
      'sha512-uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==',
  },
  {
    // tfjs-node's backend imports it.
    name: 'google-protobuf',
    version: '3.21.4',
    integrity:
      'sha512-MnG7N936zcKTco4Jd2PX2U96Kf9PxygAPKBug+74LHzmHXmceN16MmRcdgZv+DGef/S9YvQAfRsNCn4cjf9yyQ==',
  },
  {
    // The headers of Node's C interface, the same for every Node.
    name: 'node-api-headers',
    version: '1.9.0',
    integrity:
      'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
  },
];

/**
 * Puts them into `<directory>/node_modules`.
 * @throws UmbraError `backend_unavailable` when npm cannot fetch one or it is not what was tried;
 * the signal's reason.
 */
export async function fetchPackages(directory: string, signal: AbortSignal): Promise<void> {
  const downloads = await mkdtemp(join(directory, 'downloads-'));
  try {
    for (const fetched of packages) {
      const file = await download(fetched, { downloads, signal });
      await unpackTarball(file, { directory: packageDirectory(directory, fetched.name), signal });
    }
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}

export function packageDirectory(directory: string, name: string): string {
  return join(directory, 'node_modules', name);
}

async function download(
  { name, version, integrity }: FetchedPackage,
  { downloads, signal }: { readonly downloads: string; readonly signal: AbortSignal },
): Promise<string> {
  const packed = await runCommand(
    'npm',
    ['pack', `${name}@${version}`, '--silent', '--ignore-scripts'],
    { directory: downloads, signal },
  );
  if (packed === null || packed.code !== 0) {
    const [reason = 'npm is not there'] = packed?.stderr.trim().split('\n') ?? [];
    throw new UmbraError(
      'backend_unavailable',
      `The package ${name}@${version} cannot be fetched by npm (${reason}): ` +
        'check the network and the registry that npm uses.',
    );
  }
  const file = join(downloads, packed.stdout.trim());
  const hash = createHash('sha512')
    .update(await readFile(file))
    .digest('base64');
  if (`sha512-${hash}` !== integrity) {
    throw new UmbraError(
      'backend_unavailable',
      `The package ${name}@${version} that npm fetched is not the published one: ` +
        'check the registry that npm uses.',
    );
  }
  return file;
}

/** The files of `package/`, as npm packs them. */
async function unpackTarball(
  file: string,
  { directory, signal }: { readonly directory: string; readonly signal: AbortSignal },
): Promise<void> {
  const archive = extract();
  archive.on('entry', ({ name, type }, content, next) => {
    const [, ...path] = normalize(name).split('/');
    if (type !== 'file' || path.length === 0 || path.includes('..')) {
      content.resume().on('end', next);
      return;
    }
    const target = join(directory, ...path);
    mkdir(dirname(target), { recursive: true })
      .then(() => pipeline(content, createWriteStream(target)))
      .then(() => next(), next);
  });
  await pipeline(createReadStream(file), createGunzip(), archive, { signal });
}
