// Who may import whom (docs/ARCHITECTURE.md): a broken rule here is a wall of the house that was
// knocked through.
import { describe, expect, it } from 'vitest';
import {
  importsOf,
  parse,
  readSource,
  resolveRelative,
  sourceFiles,
  workspaceOf,
} from './source-tree.js';

interface Import {
  readonly from: string;
  readonly specifier: string;
}

const allowedWorkspaces: Record<string, readonly string[]> = {
  'apps/web': ['@umbra/sdk'],
  'apps/api': ['@umbra/core'],
  'packages/trainer': ['@umbra/core', '@umbra/sdk'],
  'packages/core': [],
  'packages/sdk': [],
  test: ['@umbra/core', '@umbra/sdk'],
};
const coreDoors = /^@umbra\/core\/[a-z]+$/;
const backendPackages = /^@tensorflow\/tfjs-(backend-|node)/;
const forbiddenInCore = /^(@nestjs\/|next|react|node:(http|https|net|child_process|os)$)/;
const mayTakeAPath = /^packages\/core\/src\/(archive|backbone|index|model)\//;

const imports: Import[] = sourceFiles().flatMap((from) =>
  importsOf(parse(from, readSource(from))).map((specifier) => ({ from, specifier })),
);

const offending = (broken: (entry: Import) => boolean): string[] =>
  imports.filter(broken).map(({ from, specifier }) => `${from} imports ${specifier}`);

describe('imports', () => {
  it('are found at all', () => {
    const source = parse('x.ts', "import a from 'a'; export * from 'b'; await import('c');");
    expect(importsOf(source)).toEqual(['a', 'b', 'c']);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('cross workspaces only where the house has a door', () => {
    expect(
      offending(({ from, specifier }) => {
        const packageName = /^@umbra\/[a-z]+/.exec(specifier)?.[0];
        return (
          packageName !== undefined && !allowedWorkspaces[workspaceOf(from)]?.includes(packageName)
        );
      }),
    ).toEqual([]);
  });

  it('enter core by its doors', () => {
    expect(
      offending(
        ({ specifier }) => specifier.startsWith('@umbra/core') && !coreDoors.test(specifier),
      ),
    ).toEqual([]);
  });

  it('enter a folder of core by its index.ts', () => {
    const folderOf = (path: string): string | undefined =>
      /^packages\/core\/src\/([^/]+)\//.exec(path)?.[1];
    expect(
      offending(({ from, specifier }) => {
        const target = resolveRelative(from, specifier);
        return (
          target !== undefined &&
          folderOf(from) !== undefined &&
          folderOf(from) !== folderOf(target) &&
          !target.endsWith('/index.ts')
        );
      }),
    ).toEqual([]);
  });

  it('do not leave their workspace by a relative path', () => {
    expect(
      offending(({ from, specifier }) => {
        const target = resolveRelative(from, specifier);
        // The root's scripts are tools, not a workspace: the browser tests share one with `npm
        // test`.
        const crosses = target !== undefined && workspaceOf(target) !== workspaceOf(from);
        return crosses && !target.startsWith('scripts/');
      }),
    ).toEqual([]);
  });

  it('keep core free of frameworks, network and TensorFlow.js backends', () => {
    expect(
      offending(({ from, specifier }) => {
        const inCore = from.startsWith('packages/core/') && !from.endsWith('.test.ts');
        const inBackend = from.startsWith('packages/core/src/backend/');
        return (
          inCore &&
          (forbiddenInCore.test(specifier) || (!inBackend && backendPackages.test(specifier)))
        );
      }),
    ).toEqual([]);
  });

  it('let only archive/, backbone/, index/ and model/ of core touch files', () => {
    expect(
      offending(
        ({ from, specifier }) =>
          from.startsWith('packages/core/') &&
          !from.endsWith('.test.ts') &&
          !mayTakeAPath.test(from) &&
          /^node:(fs|path)/.test(specifier),
      ),
    ).toEqual([]);
  });

  it('let only the imports of the trainer speak to a server', () => {
    expect(
      offending(
        ({ from, specifier }) =>
          from.startsWith('packages/trainer/') &&
          !from.startsWith('packages/trainer/src/imports/') &&
          specifier === '@umbra/sdk',
      ),
    ).toEqual([]);
  });

  it('keep the end-to-end tests outside the product', () => {
    expect(
      offending(
        ({ from, specifier }) =>
          /^test\/(e2e|support)\//.test(from) &&
          specifier.startsWith('@umbra/') &&
          specifier !== '@umbra/sdk',
      ),
    ).toEqual([]);
  });

  it('form no circle', () => {
    const graph = new Map<string, string[]>();
    for (const { from, specifier } of imports) {
      const target = resolveRelative(from, specifier);
      if (target) {
        graph.set(from, [...(graph.get(from) ?? []), target]);
      }
    }
    expect(findCircle(graph)).toEqual([]);
    expect(
      findCircle(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toEqual(['a', 'b', 'a']);
  });
});

/** The first circle met by a depth-first walk, or an empty list. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const walk = (node: string, trail: readonly string[]): string[] => {
    if (trail.includes(node)) {
      return [...trail.slice(trail.indexOf(node)), node];
    }
    if (done.has(node)) {
      return [];
    }
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next, [...trail, node]);
      if (circle.length > 0) {
        return circle;
      }
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = walk(node, []);
    if (circle.length > 0) {
      return circle;
    }
  }
  return [];
}
