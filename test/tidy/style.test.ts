// The measurable part of the house style (docs/ARCHITECTURE.md). Biome formats and lints; this
// counts and names.
import { basename } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse, readSource, repositoryFiles, sourceFiles } from './source-tree.js';

const fileLinesMax = 300;
const functionLinesMax = 70;
const columnsMax = 100;
const bytesMax = 400_000;

const sources = sourceFiles().map((path) => ({ path, text: readSource(path) }));
const product = sources.filter(
  ({ path }) => /^(apps|packages)\//.test(path) && !path.endsWith('.test.ts'),
);

const pathsWhere = (broken: (text: string, path: string) => boolean, from = sources): string[] =>
  from.filter(({ text, path }) => broken(text, path)).map(({ path }) => path);

/** The names of functions longer than `linesMax`, with their lengths. */
function longFunctions(path: string, text: string, linesMax: number): string[] {
  const source = parse(path, text);
  const found: string[] = [];
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const lines = lineAt(node.getEnd()) - lineAt(node.getStart()) + 1;
      if (lines > linesMax) {
        found.push(`${path}:${lineAt(node.getStart()) + 1} has a function of ${lines} lines`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('house style', () => {
  it('keeps files short', () => {
    expect(pathsWhere((text) => text.split('\n').length - 1 > fileLinesMax)).toEqual([]);
  });

  it('keeps lines short', () => {
    const tooWide = (line: string): boolean =>
      line.length > columnsMax && !/https?:\/\/|['"`].{40,}['"`]/.test(line);
    expect(pathsWhere((text) => text.split('\n').some(tooWide))).toEqual([]);
  });

  it('keeps functions short', () => {
    // A React component is markup first; a describe block is a list of tests.
    const counted = product.filter(({ path }) => !path.endsWith('.tsx'));
    const found = counted.flatMap(({ path, text }) => longFunctions(path, text, functionLinesMax));
    expect(found).toEqual([]);
    expect(longFunctions('x.ts', 'function f() {\n1;\n2;\n}', 3)).toHaveLength(1);
  });

  it('names files for one idea', () => {
    const vague = /^(utils?|helpers?|common|manager|misc)\b/;
    expect(pathsWhere((_, path) => vague.test(basename(path)))).toEqual([]);
    expect(pathsWhere((_, path) => !/^[a-z0-9.-]+$/.test(basename(path)))).toEqual([]);
  });

  it('leaves nothing for later and switches nothing off', () => {
    const leftOver =
      /\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b|\.onl[y]\(|\bdebugge[r]\b|@ts-(ignor[e]|nocheck)/;
    expect(pathsWhere((text) => leftOver.test(text))).toEqual([]);
  });

  it('reads the environment in one file an app, and in core nowhere', () => {
    const allowed = /^(apps\/api|packages\/trainer)\/src\/config\.ts$/;
    expect(
      pathsWhere((text, path) => /process\.env\b/.test(text) && !allowed.test(path), product),
    ).toEqual([]);
  });

  it('keeps clock, chance and console out of core', () => {
    const impure = /\bDate\.now\(|new Date\(|\bperformance\.now\(|Math\.random\(|\bconsole\./;
    const core = product.filter(({ path }) => path.startsWith('packages/core/'));
    expect(core.length).toBeGreaterThan(40);
    expect(pathsWhere((text) => impure.test(text), core)).toEqual([]);
  });

  it('holds no data and no build output', () => {
    const large = repositoryFiles().filter(
      (path) => path !== 'package-lock.json' && Buffer.byteLength(readSource(path)) > bytesMax,
    );
    expect(large).toEqual([]);
  });
});
