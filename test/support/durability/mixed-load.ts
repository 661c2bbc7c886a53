// Everything that changes a home, at once, as it goes on until the process is killed.
import { setTimeout } from 'node:timers/promises';
import type { Job, Umbra } from '@umbra/sdk';
import { shapes } from '../pictures.js';
import { type SeededRandom, seededRandom } from '../seeded-random.js';
import { type KeptGallery, parseState, stateOf, type Written } from './kept-gallery.js';
import { shortTraining } from './short-training.js';
import type { WriteLedger } from './write-ledger.js';

const writersEach = 2;
const keysEach = 30;
const importedEach = 40;
const trainAfterMs = 1500;

export interface Home {
  readonly pictures: KeptGallery;
  readonly vectors: KeptGallery;
  /** Which model serves the pictures. */
  readonly serving: WriteLedger;
  readonly models: readonly [string, string];
  /** Jobs and runs that were accepted and not seen to end. */
  readonly openJobs: Set<string>;
  readonly openRuns: Set<string>;
  /** A number that no content had before. */
  readonly nextContent: () => number;
}

export interface LoadOptions {
  readonly umbra: Umbra;
  readonly random: SeededRandom;
  /** Aborted when requests may fail from now on. */
  readonly ending: AbortSignal;
}

/** Resolves when every request of it has failed. @throws when one fails before the end */
export async function mixedLoad(home: Home, options: LoadOptions): Promise<void> {
  const { pictures, vectors } = home;
  const { umbra, ending } = options;
  const seed = options.random.below(2 ** 32);
  const goOn = async (
    name: string,
    step: (random: SeededRandom) => Promise<void>,
  ): Promise<void> => {
    const random = seededRandom(seed, name);
    try {
      while (!ending.aborted) await step(random);
    } catch (error) {
      if (!ending.aborted) throw error;
    }
  };
  await Promise.all([
    ...[pictures, vectors].flatMap((gallery) =>
      Array.from({ length: writersEach }, (_, writer) =>
        goOn(`${gallery.name} ${writer}`, (random) => {
          const externalId = `${writer}-${random.below(keysEach)}`;
          return writeOne(home, { umbra, random, gallery, externalId });
        }),
      ),
    ),
    goOn('import', (random) => {
      const gallery = random.next() < 0.5 ? pictures : vectors;
      return importSome(home, { umbra, random, gallery });
    }),
    goOn('promote', (random) => promoteOne(home, umbra, random)),
    goOn('train', (random) => trainOne(home, { umbra, random, ending })),
    goOn('search', (random) => searchOne(home, umbra, random)),
  ]);
}

interface Place {
  readonly umbra: Umbra;
  readonly random: SeededRandom;
  readonly gallery: KeptGallery;
}

/** Files an item or another in its place, relabels it, or deletes it. */
async function writeOne(
  home: Home,
  { umbra, random, gallery, externalId }: Place & { readonly externalId: string },
): Promise<void> {
  const { ledger, ids } = gallery;
  const before = ledger.certain(externalId);
  const item = ids.get(externalId) ?? '';
  const way = before === null ? 0 : random.next();
  if (before === null || way < 0.5) {
    const written = draw(home, random, externalId);
    await ledger.write(externalId, stateOf(written), async () => {
      const { id } = await gallery.file(umbra, written);
      ids.set(externalId, id);
    });
    if (gallery === home.pictures && random.next() < 0.5) {
      const of = { gallery: gallery.name, item: ids.get(externalId) ?? '' };
      await umbra.items.image({ ...of, size: 16 });
    }
  } else if (way < 0.8) {
    const { content, revision } = parseState(before);
    const changed = { label: drawLabel(random), content, revision: revision + 1 };
    const { label, ...metadata } = changed;
    await ledger.write(externalId, stateOf(changed), () =>
      umbra.items.update({ gallery: gallery.name, item, label, metadata }),
    );
  } else {
    await ledger.write(externalId, null, () => umbra.items.delete({ gallery: gallery.name, item }));
  }
}

/** What was accepted has to be there in the end, whatever happens to the process. */
async function importSome(home: Home, { umbra, random, gallery }: Place): Promise<void> {
  const written = Array.from({ length: importedEach }, (_, number) =>
    draw(home, random, `import-${number}`),
  );
  const lines = await Promise.all(written.map((one) => gallery.line(one)));
  const file = new Blob([lines.join('\n')]);
  const accepted = umbra.items.import({ gallery: gallery.name, file });
  await Promise.all(
    written.map((one) => gallery.ledger.write(one.externalId, stateOf(one), () => accepted)),
  );
  await ended(home, umbra, await accepted);
}

async function promoteOne(home: Home, umbra: Umbra, random: SeededRandom): Promise<void> {
  await setTimeout(random.between(0, trainAfterMs));
  const { serving, models, pictures } = home;
  const gallery = pictures.name;
  const model = serving.certain(gallery) === models[0] ? models[1] : models[0];
  const accepted = umbra.promote({ gallery, model });
  await serving.write(gallery, model, () => accepted);
  await ended(home, umbra, await accepted);
}

async function trainOne(home: Home, { umbra, random, ending }: LoadOptions): Promise<void> {
  await setTimeout(random.between(0, trainAfterMs));
  const gallery = home.pictures.name;
  const config = { ...shortTraining, seed: random.below(1000) };
  const training = await umbra.train({ gallery, config });
  home.openRuns.add(training.id);
  // Whoever follows a run waits for a server that went away: not here.
  const run = await training.finished({ signal: ending });
  if (run.state !== 'succeeded') throw new Error(`a training failed: ${run.error?.message}`);
  home.openRuns.delete(training.id);
}

async function searchOne(
  { pictures, vectors }: Home,
  umbra: Umbra,
  random: SeededRandom,
): Promise<void> {
  const gallery = random.next() < 0.5 ? pictures : vectors;
  const example = await gallery.example(random.below(100));
  const exact = random.next() < 0.5;
  const { hits } = await umbra.search({ gallery: gallery.name, ...example, limit: 5, exact });
  const items = new Set(hits.map(({ item }) => item));
  if (items.size !== 5) throw new Error(`a search found ${items.size} items instead of 5`);
}

async function ended({ openJobs }: Home, umbra: Umbra, { id }: Job): Promise<void> {
  openJobs.add(id);
  const job = await umbra.jobs.finished(id);
  if (job.state !== 'succeeded') throw new Error(`a job failed: ${job.error?.message}`);
  openJobs.delete(id);
}

function draw({ nextContent }: Home, random: SeededRandom, externalId: string): Written {
  return { externalId, label: drawLabel(random), content: nextContent(), revision: 0 };
}

function drawLabel(random: SeededRandom): string {
  return shapes[random.below(shapes.length)] ?? 'bar';
}
