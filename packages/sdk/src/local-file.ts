interface FileSystem {
  readonly promises: { access(path: string | URL): Promise<void> };
  openAsBlob(path: string | URL): Promise<Blob>;
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:fs'): FileSystem;
}

/**
 * A file of this computer, read as it is sent. Asks the process for `fs` instead of importing it:
 * so a bundle for browsers holds no trace of Node, and no bundler has to be told.
 */
export async function fileOf(path: string | URL): Promise<Blob> {
  const { process } = globalThis as { process?: NodeProcess };
  const files = process?.getBuiltinModule?.('node:fs');
  if (files === undefined) throw new TypeError('A path can be opened in Node only: give a Blob.');
  // Says which file is missing, which `openAsBlob` does not.
  await files.promises.access(path);
  return files.openAsBlob(path);
}
