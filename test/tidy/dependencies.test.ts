// The dependencies: pinned, installable on every platform and on the oldest Node we promise, each
// with its reason.
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { readSource, repositoryFiles } from './source-tree.js';

interface LockedPackage {
  readonly version?: string;
  readonly link?: boolean;
  readonly engines?: { readonly node?: string };
  readonly optionalDependencies?: Record<string, string>;
}
interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const oldestNode = '20.19.0';
const lock = JSON.parse(readSource('package-lock.json')) as {
  packages: Record<string, LockedPackage>;
};
const manifests = repositoryFiles()
  .filter((path) => /(^|\/)package\.json$/.test(path))
  .map((path) => JSON.parse(readSource(path)) as Manifest);

describe('dependencies', () => {
  it('are pinned exactly', () => {
    const loose = manifests.flatMap(({ name, ...manifest }) =>
      Object.entries({
        ...manifest.dependencies,
        ...manifest.devDependencies,
        ...manifest.optionalDependencies,
      })
        .filter(([, version]) => semver.valid(version) === null)
        .map(([dependency, version]) => `${name}: ${dependency}@${version}`),
    );
    expect(loose).toEqual([]);
  });

  it('are locked for every platform', () => {
    const locked = new Set(
      Object.keys(lock.packages).map((path) => path.split('node_modules/').pop()),
    );
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !locked.has(name))
        .map((name) => `${path} lacks ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('run on the oldest Node that we promise', () => {
    const refusing = Object.entries(lock.packages)
      .filter(([, { engines }]) => engines?.node && !semver.satisfies(oldestNode, engines.node))
      .map(([path, { version, engines }]) => `${path} ${version} needs Node ${engines?.node}`);
    expect(refusing).toEqual([]);
  });

  it('come without an address of a registry', () => {
    const addresses = Object.values(lock.packages).filter(
      (entry) => 'resolved' in entry && !entry.link,
    );
    expect(addresses).toEqual([]);
  });

  it('have one line of reason each', () => {
    const reasons = readSource('docs/ARCHITECTURE.md');
    const silent = manifests
      .flatMap((manifest) =>
        Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }),
      )
      .filter((name) => !name.startsWith('@umbra/') && !reasons.includes(`\`${name}\``));
    expect([...new Set(silent)]).toEqual([]);
  });
});
