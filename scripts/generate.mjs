// Writes the generated code: the API's OpenAPI document, from it the SDK's types, and the WebAssembly
// of the fused kernels. With `--check` it writes nothing and fails when what is committed differs
// from what would be written.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const documentFile = 'packages/sdk/openapi.json';
const typesFile = 'packages/sdk/src/generated/schema.gen.ts';
const header = '// Generated from ../../openapi.json by `npm run generate`. Do not edit.\n\n';

const kernelSources = ['pool-normalize', 'adam', 'filter-gradient'].map(
  (name) => `packages/core/kernels/${name}.ts`,
);
const kernelsFile = 'packages/core/src/backend/wasm/compiled-kernels.gen.ts';

const document = writeDocument();
const generated = {
  [documentFile]: document,
  [typesFile]: await writeTypes(document),
  [kernelsFile]: await compileKernels(),
};

let stale = false;
for (const [file, text] of Object.entries(generated)) {
  const path = join(root, file);
  if (process.argv.includes('--check')) {
    if (readFileSync(path, 'utf8') !== text) {
      console.error(`${file} is stale: run \`npm run generate\` and commit the result.`);
      stale = true;
    }
  } else {
    writeFileSync(path, text);
  }
}
process.exit(stale ? 1 : 0);

function writeDocument() {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-openapi-'));
  const path = join(folder, 'openapi.json');
  const result = spawnSync(process.execPath, ['apps/api/dist/openapi.js', path], {
    cwd: root,
    stdio: 'inherit',
  });
  if (result.status !== 0) {
    process.exit(result.status ?? 1);
  }
  const text = readFileSync(path, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
}

/** The kernels' WebAssembly as text, so that it goes wherever the code goes. */
async function compileKernels() {
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main(
    [...kernelSources, ...options, '--outFile', 'out.wasm'],
    {
      readFile: (name, base) => {
        try {
          return readFileSync(join(base, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_, content) => {
        binary = content;
      },
    },
  );
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
  const lines =
    Buffer.from(binary)
      .toString('base64')
      .match(/.{1,90}/g) ?? [];
  return (
    '// Compiled from kernels/*.ts by `npm run generate`. Do not edit.\n' +
    `export const compiledKernels =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`
  );
}

/** Binary strings of the document (uploads, pictures) are `Blob` in the client. */
async function writeTypes(text) {
  const blob = ts.factory.createTypeReferenceNode('Blob');
  const nodes = await openapiTypescript(JSON.parse(text), {
    // What has a default may be left out of a request.
    defaultNonNullable: false,
    transform: (schema) => (schema.format === 'binary' ? blob : undefined),
  });
  return header + astToString(nodes);
}
