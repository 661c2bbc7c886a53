import { UmbraError } from '../errors/index.js';
import { checkNewLabels } from './check-batch.js';
import { type IndexParameters, indexLimits, type RerankOptions } from './index-parameters.js';
import type { UnitQuery, UnitVectors } from './unit-query.js';
import { Float32Rows, Int8Rows, type VectorRows } from './vector-rows.js';

/** Too few dead slots to be worth moving the others. */
const deadSlotsMin = 1024;

/**
 * The vectors of an index in one block of memory: what exact search reads and graphs are built
 * from.
 *
 * Labels only ever ascend, so slots stay in label order and a label's slot is found by bisection.
 * Removing leaves a dead slot; when most are dead the living move together, so a slot means
 * something only until the next change.
 */
export class VectorStore {
  readonly dimension: number;
  readonly #shadows: Float32Rows; // [capacity, d]
  /** Null: there is one stage. */
  readonly #embeddings: VectorRows | null; // [capacity, D]
  #labels = new Uint32Array(0);
  #alive = new Uint8Array(0);
  #slots = 0;
  #live = 0;
  #highestLabel = -1;
  #changes = 0;

  constructor({ dimension, rerank }: Pick<IndexParameters, 'dimension' | 'rerank'>) {
    this.dimension = dimension;
    this.#shadows = new Float32Rows(dimension);
    this.#embeddings = rerank === null ? null : rowsFor(rerank);
  }

  /** Slots in use, dead ones included. */
  get slots(): number {
    return this.#slots;
  }

  get live(): number {
    return this.#live;
  }

  /** Counts what slots were given out, died or moved: what was looked up before is stale. */
  get changes(): number {
    return this.#changes;
  }

  /** The highest label ever used, -1 for none. */
  get highestLabel(): number {
    return this.#highestLabel;
  }

  /** For a restored store whose last labels had been removed: they must not be used again. */
  raiseHighestLabel(label: number): void {
    this.#highestLabel = Math.max(this.#highestLabel, label);
  }

  /** Appends vectors; throws before anything has changed. */
  append(labels: Uint32Array, { shadows, embeddings }: UnitVectors): void {
    checkNewLabels(labels, this.#highestLabel);
    this.#reserve(this.#slots + labels.length);
    this.#shadows.set(this.#slots, shadows);
    if (embeddings !== null) this.#embeddings?.set(this.#slots, embeddings);
    this.#take(labels);
  }

  /** Fills an empty store with what `contents` gave. */
  restore({ labels, shadows, embeddings }: StoredVectors<ArrayBuffer>): void {
    const own = new Uint32Array(labels);
    this.#reserve(own.length);
    this.#shadows.restore(shadows);
    if (embeddings !== null) this.#embeddings?.restore(embeddings);
    this.#take(own);
  }

  #take(labels: Uint32Array): void {
    this.#labels.set(labels, this.#slots);
    this.#alive.fill(1, this.#slots, this.#slots + labels.length);
    this.#slots += labels.length;
    this.#live += labels.length;
    this.#changes += 1;
    this.#highestLabel = labels.at(-1) ?? this.#highestLabel;
  }

  /** False when the label is not there. */
  remove(label: number): boolean {
    const slot = this.slotOf(label);
    if (slot === -1) return false;
    this.#alive[slot] = 0;
    this.#live -= 1;
    this.#changes += 1;
    const dead = this.#slots - this.#live;
    if (dead >= deadSlotsMin && dead > this.#live) this.compact();
    return true;
  }

  /** The slot of a living label, -1 when there is none. */
  slotOf(label: number): number {
    const slot = this.firstSlotAbove(label - 1);
    return slot < this.#slots && this.#labels[slot] === label && this.isAlive(slot) ? slot : -1;
  }

  /**
   * The first slot whose label is higher than `label`, dead or alive; `slots` when there is none.
   */
  firstSlotAbove(label: number): number {
    let low = 0;
    let high = this.#slots;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#labels[middle] ?? 0) > label) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  isAlive(slot: number): boolean {
    return this.#alive[slot] === 1;
  }

  labelAt(slot: number): number {
    return this.#labels[slot] ?? -1;
  }

  /** A view, valid until the next change. */
  shadowAt(slot: number): Float32Array {
    return this.#shadows.at(slot);
  }

  /**
   * 1 - cosine between the slot's vector and a query, by the full embeddings where both have one;
   * held to 0..2 against rounding.
   */
  distance(slot: number, { shadow, embedding }: UnitQuery): number {
    const cosine =
      embedding === null || this.#embeddings === null
        ? this.#shadows.cosine(slot, shadow)
        : this.#embeddings.cosine(slot, embedding);
    return Math.min(2, Math.max(0, 1 - cosine));
  }

  /** Of the memory that is reserved. */
  get bytes(): { readonly shadows: number; readonly embeddings: number } {
    const capacity = this.#labels.length;
    return {
      shadows: capacity * this.#shadows.rowBytes,
      embeddings: capacity * (this.#embeddings?.rowBytes ?? 0),
    };
  }

  /** Moves the living slots together, in their order. */
  compact(): void {
    let to = 0;
    for (let from = 0; from < this.#slots; from++) {
      if (!this.isAlive(from)) continue;
      if (to !== from) {
        this.#labels[to] = this.labelAt(from);
        this.#shadows.move(from, to);
        this.#embeddings?.move(from, to);
      }
      to += 1;
    }
    if (to < this.#slots) this.#changes += 1;
    this.#slots = to;
    this.#alive.fill(1, 0, to);
  }

  /** Views of all that is in use, as bytes; call `compact` first to see only what lives. */
  contents(): StoredVectors<Uint8Array> {
    return {
      labels: new Uint8Array(this.#labels.buffer, 0, this.#slots * this.#labels.BYTES_PER_ELEMENT),
      shadows: this.#shadows.bytes(this.#slots),
      embeddings: this.#embeddings?.bytes(this.#slots) ?? null,
    };
  }

  #reserve(slots: number): void {
    if (slots <= this.#labels.length) return;
    if (slots > indexLimits.sizeMax) {
      const most = indexLimits.sizeMax.toLocaleString('en');
      throw new UmbraError('unavailable', `The index is full: it holds ${most} vectors at most.`);
    }
    const capacity = Math.min(indexLimits.sizeMax, Math.max(slots, this.#labels.length * 2, 256));
    const labels = new Uint32Array(capacity);
    const alive = new Uint8Array(capacity);
    labels.set(this.#labels);
    alive.set(this.#alive);
    this.#shadows.reserve(capacity);
    this.#embeddings?.reserve(capacity);
    this.#labels = labels;
    this.#alive = alive;
  }
}

/** What a store is saved as: its labels, and its rows of each kind. */
export interface StoredVectors<Bytes> {
  readonly labels: Bytes;
  readonly shadows: Bytes;
  readonly embeddings: Bytes | null;
}

function rowsFor({ dimension, precision }: RerankOptions): VectorRows {
  return precision === 'int8' ? new Int8Rows(dimension) : new Float32Rows(dimension);
}
