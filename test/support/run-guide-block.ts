import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { GuideBlock } from './guide-blocks.js';

const command = fileURLToPath(new URL('../../scripts/umbra.mjs', import.meta.url));
const packageFolder = fileURLToPath(new URL('..', import.meta.url));

/** What the guides say that is there: a client, and the address that it speaks to. */
const preludeLines = [
  "import { createClient as connect } from '@umbra/sdk';",
  'const baseUrl = process.env.UMBRA_URL as string;',
  'const key_ = process.env.UMBRA_KEY as string;',
];

/** A block of TypeScript as a module of its own. */
export function moduleOf({ code }: GuideBlock): string {
  const declares = (name: string): boolean => new RegExp(`const ${name}\\b`).test(code);
  const imports = (name: string): boolean => new RegExp(`import \\{[^}]*\\b${name}\\b`).test(code);
  return [
    ...preludeLines,
    imports('createClient') ? '' : 'const createClient = connect;',
    declares('umbra') ? '' : 'const umbra = connect({ baseUrl, key: key_ });',
    code,
    'export {};',
  ].join('\n');
}

/** What the compiler has to say about modules, by their names. */
export function typeErrors(modules: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts'],
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const onDisk = { file: host.getSourceFile, exists: host.fileExists };
  const fileOf = (name: string): string => join(packageFolder, 'e2e', name);
  const texts = new Map([...modules].map(([name, source]) => [fileOf(name), source]));
  host.fileExists = (file) => texts.has(file) || onDisk.exists(file);
  host.getSourceFile = (file, ...rest) => {
    const source = texts.get(file);
    return source === undefined
      ? onDisk.file(file, ...rest)
      : ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

export interface GuidePlace {
  /** Where its reader stands. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What it prints. Fails with what it said. */
export async function runBlock(block: GuideBlock, place: GuidePlace): Promise<string> {
  return block.language === 'sh' ? runShell(block, place) : runTypeScript(block, place);
}

/** `npm run umbra` without npm and the build that stands before it. */
const npm = `npm() { [ "$1 $2 $3" = "run umbra --" ] || exit 9; shift 3; "${process.execPath}" "${command}" "$@"; }`;

function runShell({ place, code }: GuideBlock, { folder, environment }: GuidePlace) {
  const script = `set -euo pipefail\n${npm}\n${code}`;
  return run({ place, words: ['bash', '-c', script], folder, environment });
}

async function runTypeScript(block: GuideBlock, { folder, environment }: GuidePlace) {
  const { outputText } = ts.transpileModule(moduleOf(block), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  // Beside the tests' packages, so that `@umbra/sdk` is found.
  const scratch = join(packageFolder, 'node_modules', '.guides');
  await mkdir(scratch, { recursive: true });
  const file = join(scratch, `${block.place.replaceAll(/\W/g, '-')}.mjs`);
  await writeFile(file, outputText);
  const words = [process.execPath, file];
  return run({ place: block.place, words, folder, environment });
}

interface Run extends GuidePlace {
  readonly place: string;
  readonly words: readonly string[];
}

async function run({ place, words, folder, environment }: Run): Promise<string> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    cwd: folder,
    env: { ...process.env, ...environment, INIT_CWD: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, complaint, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | string | null>((resolve) => {
      child.once('close', (status, signal) => resolve(status ?? signal));
    }),
  ]);
  if (code !== 0) throw new Error(`${place} ended with ${code}: ${output}${complaint}`);
  return output;
}
