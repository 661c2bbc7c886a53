/**
 * A model that was trained on one domain, adapted to a second: what it then finds in both. A small
 * net is trained on pictures of clothes, then trained on with fewer that are light where those were
 * dark. Everything is asked of pictures that no training and no choice saw.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { umbra } from '../support/umbra-command.js';
import { mean, meanAndSpread } from './accuracy/spread.js';
import { writeClothes } from './adapt/clothes-domain.js';
import type { BenchOptions } from './bench.js';
import type { BenchReport, BenchRow } from './bench-report.js';

interface Domain {
  readonly train: string;
  readonly asked: string;
}

interface Domains {
  readonly old: Domain;
  readonly fresh: Domain;
}

/** What `umbra train --from` is told beside the new pictures. */
const ways: readonly { name: string; words: (old: string) => string[] }[] = [
  { name: 'new pictures only', words: () => [] },
  { name: 'old ones measured', words: (old) => ['--old', old, '--old-share', '0'] },
  { name: 'old ones mixed in', words: (old) => ['--old', old, '--old-share', '1'] },
];

interface Tested {
  readonly recall: number;
  readonly mapAtR: number;
}

interface Result {
  readonly fresh: Tested;
  readonly old: Tested;
  /** How much of the way from the old weights to the trained ones was kept. */
  readonly share: number | null;
}

export async function adapt({ seeds }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-adapt-'));
  const results = new Map<string, Result[]>();
  const keep = (name: string, result: Result): void => {
    results.set(name, [...(results.get(name) ?? []), result]);
  };
  try {
    const domains = {
      old: writeDomain(folder, 'old', { count: 6000, inverted: false }),
      fresh: writeDomain(folder, 'new', { count: 1000, inverted: true }),
    };
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ epochs: 6, stepsPerEpoch: 25 }));
    for (const seed of seeds) {
      const common = ['--config', config, '--preset', 'quick', '--seed', `${seed}`, '--force'];
      const train = async (model: string, ...words: string[]): Promise<Result> => {
        const out = join(folder, model);
        const answer = await umbra<{ card: { origin?: { share: number } } }>(
          ...['train', ...words, ...common, '--out', out, '--no-cache'],
        );
        return { ...(await test(out, domains)), share: answer.card.origin?.share ?? null };
      };
      const scratch = ['--backbone', 'none'];
      const anew = train('anew', domains.fresh.train, ...scratch);
      keep('before', await train('old', domains.old.train, ...scratch));
      const adapted = ways.map(({ words }, at) => {
        const from = ['--from', join(folder, 'old'), ...words(domains.old.train)];
        return train(`adapted-${at}`, domains.fresh.train, ...from);
      });
      const ended = await Promise.all(adapted);
      for (const [at, result] of ended.entries()) {
        keep(ways[at]?.name ?? '', result);
      }
      keep('anew, new pictures only', await anew);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {
    rows: [...results].map(([name, measured]) => row(name, measured)),
    summary: Object.fromEntries(
      [...results].flatMap(([name, measured]) => [
        [`${name} / new`, mean(measured.map(({ fresh }) => fresh.recall))],
        [`${name} / old`, mean(measured.map(({ old }) => old.recall))],
      ]),
    ),
  };
}

function writeDomain(
  folder: string,
  name: string,
  { count, inverted }: { readonly count: number; readonly inverted: boolean },
): Domain {
  const first = inverted ? 30_000 : 0; // other pictures, not the same ones inverted
  return {
    train: writeClothes(folder, `${name}-train`, { of: 'train', first, count, inverted }),
    asked: writeClothes(folder, `${name}-asked`, {
      ...{ of: 't10k', first: inverted ? 5000 : 0, count: 1000, inverted },
    }),
  };
}

async function test(model: string, { old, fresh }: Domains): Promise<Omit<Result, 'share'>> {
  const measure = async ({ train, asked }: Domain): Promise<Tested> => {
    const { metrics } = await umbra<{
      metrics: { recallAt: Record<string, number>; mapAtR: number };
    }>('evaluate', model, asked, '--gallery', train, '--no-cache');
    return { recall: 100 * (metrics.recallAt['1'] ?? 0), mapAtR: 100 * metrics.mapAtR };
  };
  const [onFresh, onOld] = await Promise.all([measure(fresh), measure(old)]);
  return { fresh: onFresh, old: onOld };
}

function row(name: string, results: readonly Result[]): BenchRow {
  const figure = (of: (result: Result) => number): string => meanAndSpread(results.map(of), 1);
  const shares = results.flatMap(({ share }) => (share === null ? [] : [share]));
  return {
    model: name,
    'new: Recall@1': figure(({ fresh }) => fresh.recall),
    'new: MAP@R': figure(({ fresh }) => fresh.mapAtR),
    'old: Recall@1': figure(({ old }) => old.recall),
    'old: MAP@R': figure(({ old }) => old.mapAtR),
    'share of the way': shares.length === 0 ? '' : meanAndSpread(shares, 2),
  };
}
