import { rm } from 'node:fs/promises';
import { UmbraError } from '@umbra/core/errors';
import { openIndex, restoreIndex, type VectorIndex } from '@umbra/core/index';
import type { ServedModel } from '../models/served-model.js';
import type { GalleryRow } from '../persistence/tables.js';
import { IndexFilling } from './index-filling.js';
import { Lane } from './lane.js';
import { ServingLease, type ServingState } from './serving-state.js';
import { indexOptions } from './stages.js';
import type { VectorsRepository } from './vectors.repository.js';

/** What a seat asks about its gallery; null when the gallery is gone. */
export interface SeatFacts {
  readonly row: GalleryRow;
  readonly model: ServedModel;
}

export interface SeatOptions {
  readonly gallery: string;
  readonly vectors: VectorsRepository;
  readonly indexDirectory: string;
  readonly readFacts: () => Promise<SeatFacts | null>;
}

/** The place from which one gallery is served: its state, and the lane in which it is changed. */
export class GallerySeat {
  /**
   * Every change of the gallery's items and of what serves it goes through here, one after the
   * other.
   */
  readonly changes = new Lane();
  /** One promotion at a time; searches and changes go on meanwhile. */
  readonly promotions = new Lane();
  #lease: Promise<ServingLease> | null = null;
  #isServing = false;
  #isBuilding = false;
  #savedRevision: string | null = null;

  constructor(private readonly options: SeatOptions) {}

  get isOpen(): boolean {
    return this.#lease !== null;
  }

  /** Whether it answers without having to open its index first. */
  get isServing(): boolean {
    return this.#isServing;
  }

  get isBuilding(): boolean {
    return this.#isBuilding;
  }

  /** Runs `work` on the state that serves now; a promotion meanwhile does not disturb it. */
  async use<T>(work: (state: ServingState) => Promise<T>): Promise<T> {
    const lease = await this.#opened();
    try {
      return await lease.use(work);
    } catch (error) {
      await this.#discardIfDead(lease);
      throw error;
    }
  }

  /**
   * One change of the store, and then of the index, as one step of the lane. The index is opened
   * before the store changes, so that none is being built from the store in between. One that
   * cannot follow is thrown away and built again from the store, which is the truth: the change
   * itself stands.
   */
  change<T>(steps: {
    readonly commit: (state: ServingState) => Promise<T>;
    readonly follow: (index: VectorIndex, committed: T) => Promise<void>;
  }): Promise<T> {
    return this.changes.run(async () => {
      const { state } = await this.#opened();
      const committed = await steps.commit(state);
      await steps.follow(state.index, committed).catch(() => this.discard());
      return committed;
    });
  }

  /**
   * Puts another state in the place of the one that serves. Searches that began before end on the
   * old one.
   */
  async replace(state: ServingState): Promise<void> {
    const before = this.#lease;
    this.#lease = Promise.resolve(new ServingLease(state));
    this.#isServing = true;
    await this.#retire(before);
  }

  /** Forgets the state; the next use builds it from the store. */
  async discard(): Promise<void> {
    const before = this.#lease;
    this.#lease = null;
    this.#isServing = false;
    await this.#retire(before);
  }

  /**
   * Saves the index, so that the next start need not build it. Runs as a change, so nothing moves
   * meanwhile.
   */
  save(): Promise<void> {
    return this.changes.run(() => this.#saveNow());
  }

  /** The same, and ends the index's thread; the next use opens it again. */
  saveAndClose(): Promise<void> {
    return this.changes.run(async () => {
      await this.#saveNow().finally(() => this.discard());
    });
  }

  /** Removes what was saved; the next save writes it anew. */
  dropSaved(): Promise<void> {
    return this.changes.run(async () => {
      this.#savedRevision = null;
      await rm(this.options.indexDirectory, { recursive: true, force: true });
    });
  }

  async #saveNow(): Promise<void> {
    const facts = this.#lease === null ? null : await this.options.readFacts();
    if (facts === null || this.#lease === null) {
      return;
    }
    const revision = revisionOf(facts.row);
    if (revision !== this.#savedRevision) {
      const { state } = await this.#lease;
      await state.index.save(this.options.indexDirectory, revision);
      this.#savedRevision = revision;
    }
  }

  #opened(): Promise<ServingLease> {
    if (this.#lease === null) {
      const opening = this.#open();
      this.#lease = opening;
      opening.then(
        () => {
          this.#isServing = this.#lease === opening;
        },
        () => {
          if (this.#lease === opening) {
            this.#lease = null;
          }
        },
      );
    }
    return this.#lease;
  }

  async #open(): Promise<ServingLease> {
    const facts = await this.options.readFacts();
    if (facts === null) {
      throw new UmbraError('not_found', 'The gallery was deleted.');
    }
    const index = (await this.#restored(facts)) ?? (await this.#built(facts));
    const { rerank, index_version: version } = facts.row;
    return new ServingLease({ model: facts.model, index, rerank, version });
  }

  async #restored({ row, model }: SeatFacts): Promise<VectorIndex | null> {
    const revision = revisionOf(row);
    const index = await restoreIndex({
      ...indexOptions(model, row.rerank),
      directory: this.options.indexDirectory,
      revision,
    });
    this.#savedRevision = index === null ? null : revision;
    return index;
  }

  async #built({ model, row: { rerank } }: SeatFacts): Promise<VectorIndex> {
    this.#isBuilding = true;
    const index = openIndex(indexOptions(model, rerank));
    try {
      const set = { gallery: this.options.gallery, model: model.id, rerank };
      await new IndexFilling(this.options.vectors, set, index).addNew();
      return index;
    } catch (error) {
      await index.close();
      throw error;
    } finally {
      this.#isBuilding = false;
    }
  }

  /**
   * After a failure: an index whose thread has died answers nothing any more, not even its size.
   */
  async #discardIfDead(lease: ServingLease): Promise<void> {
    const isDead = await lease.state.index.stats().then(
      () => false,
      () => true,
    );
    const isCurrent = (await this.#lease?.catch(() => null)) === lease;
    if (isDead && isCurrent) {
      await this.discard();
    }
  }

  async #retire(lease: Promise<ServingLease> | null): Promise<void> {
    await (await lease?.catch(() => null))?.retire();
  }
}

function revisionOf(row: GalleryRow): string {
  return `${row.model_id} ${row.revision}`;
}
