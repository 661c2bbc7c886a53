// kill -9 at random moments under a mixed load, and what is true after each restart.
import { setTimeout } from 'node:timers/promises';
import { ApiProcess } from '../api-process.js';
import { shapes } from '../pictures.js';
import { type SeededRandom, seededRandom } from '../seeded-random.js';
import { checkHome, type Damage } from './check-home.js';
import { dimension, pictureGallery, stateOf, vectorGallery } from './kept-gallery.js';
import { type Home, mixedLoad } from './mixed-load.js';
import { shortTraining } from './short-training.js';
import { writeLedger } from './write-ledger.js';

/** Never touched again, so that there is always something to train on and to find. */
const firstItems = 12;

export interface KillOptions {
  readonly seed: number;
  readonly kills: number;
  /** The load goes on for a random time up to this before each kill. */
  readonly killWithinMs: number;
}

export interface KillReport extends Damage {
  /** From the start of the process to the first answers of both galleries, a kill. */
  readonly secondsToReady: readonly number[];
  readonly acknowledged: number;
  /** Imports, promotions and trainings in the middle of which a kill came. */
  readonly cutOff: number;
}

export async function killAndCheck({
  seed,
  kills,
  killWithinMs,
}: KillOptions): Promise<KillReport> {
  const environment = { UMBRA_SEARCHES_PER_MINUTE: '0', UMBRA_WRITES_PER_MINUTE: '0' };
  const api = await ApiProcess.start({ environment });
  try {
    const home = await furnish(api);
    const secondsToReady: number[] = [];
    const damages: Damage[] = [];
    let cutOff = 0;
    for (let kill = 0; kill < kills; kill++) {
      const random = seededRandom(seed, `kill ${kill}`);
      await loadUntilKilled(home, api, { random, afterMs: random.between(0, killWithinMs) });
      cutOff += home.openJobs.size + home.openRuns.size;
      secondsToReady.push(await startAgain(home, api));
      damages.push(await checkHome(home, api));
    }
    return {
      secondsToReady,
      cutOff,
      acknowledged: [home.pictures.ledger, home.vectors.ledger, home.serving]
        .map(({ acknowledged }) => acknowledged)
        .reduce((sum, count) => sum + count, 0),
      lost: damages.flatMap(({ lost }) => lost),
      halfMade: damages.flatMap(({ halfMade }) => halfMade),
      indexDifferences: damages.flatMap(({ indexDifferences }) => indexDifferences),
    };
  } finally {
    await api.close();
  }
}

/** Two galleries with their first items, and a second model for the pictures. */
async function furnish(api: ApiProcess): Promise<Home> {
  const umbra = api.client();
  const pictures = pictureGallery('pictures');
  const vectors = vectorGallery('vectors');
  let content = 100;
  const nextContent = (): number => content++;
  const baseline = (await umbra.galleries.create({ name: pictures.name })).model.id;
  await umbra.galleries.create({ name: vectors.name, dimension });
  for (const gallery of [pictures, vectors]) {
    for (let number = 0; number < firstItems; number++) {
      const label = shapes[number % shapes.length] ?? 'bar';
      const written = {
        externalId: `first-${number}`,
        label,
        content: nextContent(),
        revision: 0,
      };
      await gallery.ledger.write(written.externalId, stateOf(written), () =>
        gallery.file(umbra, written),
      );
    }
  }
  const run = await (
    await umbra.train({ gallery: pictures.name, config: shortTraining })
  ).finished();
  if (run.model === null) throw new Error(`the first training failed: ${run.error?.message}`);
  const serving = writeLedger();
  await serving.write(pictures.name, baseline, async () => {});
  const models = [baseline, run.model] as const;
  const [openJobs, openRuns] = [new Set<string>(), new Set<string>()];
  return { pictures, vectors, serving, models, openJobs, openRuns, nextContent };
}

async function loadUntilKilled(
  home: Home,
  api: ApiProcess,
  { random, afterMs }: { readonly random: SeededRandom; readonly afterMs: number },
): Promise<void> {
  const ending = new AbortController();
  const load = mixedLoad(home, { umbra: api.client(), random, ending: ending.signal });
  const kill = setTimeout(afterMs).then(() => {
    ending.abort();
    return api.kill();
  });
  await Promise.all([load, kill]);
}

async function startAgain({ pictures, vectors }: Home, api: ApiProcess): Promise<number> {
  const started = performance.now();
  await api.start();
  for (const gallery of [pictures, vectors]) {
    const example = await gallery.example(0);
    await api.client().search({ gallery: gallery.name, ...example, limit: 1 });
  }
  return (performance.now() - started) / 1000;
}
