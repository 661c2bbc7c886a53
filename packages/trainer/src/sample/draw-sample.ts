/**
 * The sample set: photographs of machined parts, drawn here. Every picture has its own random
 * stream, named by its kind and number, so the same seed draws the same bytes, however many are
 * drawn of the others.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@umbra/core/random';
import { WorkPool } from '../concurrency/work-pool.js';
import { stageDirectory } from '../files/stage-directory.js';
import { type PartKind, partKinds } from './kinds.js';
import { photograph } from './photograph/photograph.js';

export interface SampleOptions {
  /** Must not exist, or be empty. */
  readonly directory: string;
  readonly seed: number;
  /**
   * Pictures of a common kind; rare kinds get their share of it, but never fewer than
   * `leastOfAKind`.
   */
  readonly imagesPerKind: number;
  /** Pictures of every kind that are kept apart, to search with; none when 0. */
  readonly heldOutPerKind: number;
  /** All twelve when left out. */
  readonly kinds?: readonly PartKind[];
  readonly signal?: AbortSignal | undefined;
}

/** The last event tells where the pictures are. */
export type SampleEvent =
  | { readonly kind: 'drawn'; readonly done: number; readonly total: number }
  | { readonly kind: 'finished'; readonly parts: string; readonly heldOut: string | null };

/** Below it a kind could not be trained and validated on. */
const leastOfAKind = 4;

/**
 * In flight at a time: libvips renders and encodes in its own threads while the next one is being
 * lit.
 */
const inFlightMax = 4;

/**
 * Draws the parts into `directory`/<label>/, or, where pictures are held out, into
 * `directory`/parts/<label>/ and `directory`/held-out/<label>/. The directory appears when all of
 * it is drawn.
 */
export async function* drawSample(options: SampleOptions): AsyncGenerator<SampleEvent> {
  const { directory, heldOutPerKind, signal } = options;
  const stage = await stageDirectory(directory);
  const split = heldOutPerKind > 0;
  const pool = new WorkPool(inFlightMax);
  const pictures = planPictures(options);
  let published = false;
  try {
    for (const [done, picture] of pictures.entries()) {
      signal?.throwIfAborted();
      yield { kind: 'drawn', done, total: pictures.length };
      const part = picture.heldOut ? 'held-out' : 'parts';
      const folder = join(stage.directory, split ? part : '', picture.kind.label);
      await pool.add(() => draw(picture, folder, options.seed));
    }
    await pool.finish();
    await stage.publish();
    published = true;
  } finally {
    if (!published) {
      await pool.idle();
      await stage.discard();
    }
  }
  yield { kind: 'drawn', done: pictures.length, total: pictures.length };
  yield {
    kind: 'finished',
    parts: split ? join(directory, 'parts') : directory,
    heldOut: split ? join(directory, 'held-out') : null,
  };
}

interface PlannedPicture {
  readonly kind: PartKind;
  readonly number: number;
  readonly heldOut: boolean;
}

function planPictures(options: SampleOptions): PlannedPicture[] {
  const { imagesPerKind, heldOutPerKind, kinds = partKinds } = options;
  return kinds.flatMap((kind) => {
    const count = Math.max(leastOfAKind, Math.round(imagesPerKind * kind.share)) + heldOutPerKind;
    return Array.from({ length: count }, (_, index) => ({
      kind,
      number: index + 1,
      heldOut: index < heldOutPerKind,
    }));
  });
}

async function draw({ kind, number }: PlannedPicture, folder: string, seed: number): Promise<void> {
  const name = `${kind.label}-${String(number).padStart(3, '0')}`;
  const random = createRandom(seed).fork(name);
  const bytes = await photograph(kind.draw(random.fork('part')), {
    random,
    metals: kind.metals,
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.jpg`), bytes);
}
