import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every file of the repository that git knows or would add, relative to the root. */
export function repositoryFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (listed.status !== 0) {
    throw new Error(`git ls-files failed: ${listed.stderr}`);
  }
  return listed.stdout.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
}

/** The hand-written TypeScript of the repository. */
export function sourceFiles(): string[] {
  return repositoryFiles().filter(
    (path) => /\.(ts|tsx|mts)$/.test(path) && !/\.gen\.ts$|\.d\.ts$/.test(path),
  );
}

export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
}

/** The module specifiers that a file imports, re-exports or loads dynamically. */
export function importsOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier && ts.isStringLiteral(specifier)) {
      found.push(specifier.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * The file that a relative import of `from` means, relative to the root; undefined for a package.
 */
export function resolveRelative(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) {
    return undefined;
  }
  const base = join(dirname(from), specifier).replace(/\.js$/, '');
  const endings = ['.ts', '.tsx', '/index.ts', '/index.tsx', ''];
  return endings.map((ending) => base + ending).find((path) => existsSync(join(root, path)));
}

/**
 * The workspace that a file belongs to: `packages/core`, `apps/web`, `test`, or `` for the root.
 */
export function workspaceOf(path: string): string {
  return /^((apps|packages)\/[^/]+|test)\//.exec(path)?.[1] ?? '';
}
