// What has to be true after a restart, as the SDK and the home's files show it.
import { setTimeout } from 'node:timers/promises';
import type { Item, Umbra } from '@umbra/sdk';
import type { ApiProcess } from '../api-process.js';
import { homeFiles } from '../home-files.js';
import { type KeptGallery, sha256Of, stateOf, writtenOf } from './kept-gallery.js';
import type { Home } from './mixed-load.js';

const settleWithinMs = 60_000;
const pollMs = 100;
const everyItem = 1000;

/** What is wrong, each in a few words: nothing should be. */
export interface Damage {
  /** Acknowledged and not there any more, or not like that. */
  readonly lost: readonly string[];
  /** Items, jobs and runs that are neither done nor undone, and files that belong to nothing. */
  readonly halfMade: readonly string[];
  /** Items that a search over everything does not find, or finds though they are not there. */
  readonly indexDifferences: readonly string[];
}

export async function checkHome(home: Home, api: ApiProcess): Promise<Damage> {
  const umbra = api.client();
  const lost: string[] = [];
  const halfMade: string[] = [];
  const indexDifferences: string[] = [];
  halfMade.push(...(await unsettled(home, umbra)));
  const serving = (await umbra.galleries.get(home.pictures.name)).model.id;
  lost.push(...home.serving.compare(new Map([[home.pictures.name, serving]])));
  const files = new Set<string>();
  for (const gallery of [home.pictures, home.vectors]) {
    const items = await itemsOf(gallery, umbra);
    const touched = new Set(gallery.ledger.touched());
    const looked = items.filter(({ externalId }) => touched.has(externalId ?? ''));
    const states = items.map((item) => [item.externalId ?? '', stateOf(writtenOf(item))] as const);
    lost.push(...gallery.ledger.compare(new Map(states)));
    halfMade.push(...(await brokenItems(gallery, looked, umbra)));
    indexDifferences.push(...(await strangersOfIndex(gallery, items, umbra)));
    indexDifferences.push(...(await notFound(gallery, looked, umbra)));
    for (const { sha256 } of items) files.add(sha256 ?? '');
  }
  halfMade.push(...(await leftovers(api, files)));
  return { lost, halfMade, indexDifferences };
}

/** Waits until everything in the background has ended, and tells what did not end as it should. */
async function unsettled({ openJobs, openRuns }: Home, umbra: Umbra): Promise<string[]> {
  const wrong: string[] = [];
  const isActive = ({ state }: { state: string }) => state === 'queued' || state === 'running';
  const deadline = performance.now() + settleWithinMs;
  for (;;) {
    const jobs = await umbra.jobs.list({ limit: 50 });
    const runs = await umbra.runs.list({ limit: 50 });
    const active = [...jobs.items, ...runs.items].filter(isActive);
    if (active.length === 0) break;
    if (performance.now() > deadline) {
      wrong.push(...active.map(({ id, state }) => `${id} is ${state} for ever`));
      break;
    }
    await setTimeout(pollMs);
  }
  for (const id of openJobs) {
    const { kind, state } = await umbra.jobs.get(id);
    if (state !== 'succeeded') wrong.push(`job ${id} (${kind}) is ${state}`);
  }
  for (const id of openRuns) {
    const { state, model, error } = await umbra.runs.get(id);
    if (state === 'succeeded' ? model === null : error === null) {
      wrong.push(`run ${id} is ${state} without its end`);
    }
  }
  openJobs.clear();
  openRuns.clear();
  return wrong;
}

async function itemsOf(gallery: KeptGallery, umbra: Umbra): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of umbra.items.each({ gallery: gallery.name, limit: 200 })) {
    items.push(item);
  }
  gallery.ids.clear();
  for (const { externalId, id } of items) gallery.ids.set(externalId ?? '', id);
  return items;
}

/** Items whose picture is not the one that was filed with their label and metadata. */
async function brokenItems(
  gallery: KeptGallery,
  items: readonly Item[],
  umbra: Umbra,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const item of items) {
    if (!(await gallery.holds(item, writtenOf(item).content))) {
      wrong.push(`${item.externalId} holds another picture than it says`);
    } else if (item.sha256 !== null) {
      const image = await umbra.items.image({ gallery: gallery.name, item: item.id });
      if (sha256Of(new Uint8Array(await image.arrayBuffer())) !== item.sha256) {
        wrong.push(`the picture of ${item.externalId} is damaged`);
      }
    }
  }
  return wrong;
}

async function strangersOfIndex(
  gallery: KeptGallery,
  items: readonly Item[],
  umbra: Umbra,
): Promise<string[]> {
  const listed = new Set(items.map(({ id }) => id));
  const example = await gallery.example(0);
  const query = { gallery: gallery.name, ...example, limit: everyItem, exact: true };
  const { hits } = await umbra.search(query);
  const found = new Set(hits.map(({ item }) => item));
  const { itemCount, index } = await umbra.galleries.get(gallery.name);
  return [
    ...[...listed].filter((id) => !found.has(id)).map((id) => `${id} is not in the index`),
    ...[...found].filter((id) => !listed.has(id)).map((id) => `${id} is in the index alone`),
    ...(itemCount === listed.size && index.size === listed.size
      ? []
      : [`${listed.size} items are counted as ${itemCount}, and ${index.size} in the index`]),
  ];
}

/** Items that are not where their own picture or vector says. */
async function notFound(
  gallery: KeptGallery,
  items: readonly Item[],
  umbra: Umbra,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const item of items) {
    const example = await gallery.example(writtenOf(item).content);
    const query = { gallery: gallery.name, ...example, within: 1e-5, exact: true };
    const { hits } = await umbra.search(query);
    if (!hits.some((hit) => hit.item === item.id)) {
      wrong.push(`${item.externalId} is not found by what it holds`);
    }
  }
  return wrong;
}

/** Files that nothing refers to, once the tidying after a start is over. */
async function leftovers(api: ApiProcess, pictures: ReadonlySet<string>): Promise<string[]> {
  const models = new Set<string>();
  for await (const { id } of api.client().models.each({ limit: 200 })) models.add(id);
  const belongs = (path: string): boolean => {
    const [, folder = '', ...rest] = path.split('/');
    switch (folder) {
      case 'indexes': // What an unfinished save wrote goes with the next one.
      case 'cache':
      case 'image-url-secret':
        return true;
      case 'blobs':
        return rest.length === 3 && pictures.has(rest[2] ?? '');
      case 'thumbnails':
        return rest.length === 4 && pictures.has(rest[2] ?? '') && path.endsWith('.webp');
      case 'models':
        return rest.length === 2 && models.has(rest[0] ?? '');
      default:
        return folder.startsWith('lock.db');
    }
  };
  const deadline = performance.now() + settleWithinMs / 6;
  for (;;) {
    const strangers = (await homeFiles(api.home)).filter((path) => !belongs(path));
    if (strangers.length === 0 || performance.now() > deadline) {
      return strangers.map((path) => `${path} belongs to nothing`);
    }
    await setTimeout(pollMs);
  }
}
