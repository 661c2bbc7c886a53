// Writes the generated code: the API's OpenAPI document and, from it, the SDK's types. With
// `--check` it writes nothing and fails when what is committed differs from what would be written.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const documentFile = 'packages/sdk/openapi.json';
const typesFile = 'packages/sdk/src/generated/schema.gen.ts';
const header = '// Generated from ../../openapi.json by `npm run generate`. Do not edit.\n\n';

const document = writeDocument();
const generated = { [documentFile]: document, [typesFile]: await writeTypes(document) };

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
