import { UmbraError } from '../errors/index.js';
import { checkNewLabels } from './check-batch.js';
import { indexLimits } from './index-parameters.js';

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
  #labels = new Uint32Array(0);
  #vectors = new Float32Array(0); // [capacity, d], unit length
  #alive = new Uint8Array(0);
  #slots = 0;
  #live = 0;
  #highestLabel = -1;
  #changes = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
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

  /** Appends unit vectors `[N, d]`; throws before anything has changed. */
  append(labels: Uint32Array, units: Float32Array): void {
    checkNewLabels(labels, this.#highestLabel);
    this.#reserve(this.#slots + labels.length);
    this.#labels.set(labels, this.#slots);
    this.#vectors.set(units, this.#slots * this.dimension);
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
  vectorAt(slot: number): Float32Array {
    return this.#vectors.subarray(slot * this.dimension, (slot + 1) * this.dimension);
  }

  /** 1 - cosine between the slot's vector and a unit vector, held to 0..2 against rounding. */
  distance(slot: number, unit: Float32Array): number {
    const dot = rowDot(this.#vectors, { row: slot, unit });
    return Math.min(2, Math.max(0, 1 - dot));
  }

  /** Moves the living slots together, in their order. */
  compact(): void {
    let to = 0;
    for (let from = 0; from < this.#slots; from++) {
      if (!this.isAlive(from)) continue;
      if (to !== from) {
        this.#labels[to] = this.labelAt(from);
        this.#vectors.copyWithin(
          to * this.dimension,
          from * this.dimension,
          (from + 1) * this.dimension,
        );
      }
      to += 1;
    }
    if (to < this.#slots) this.#changes += 1;
    this.#slots = to;
    this.#alive.fill(1, 0, to);
  }

  /** Views of all labels and vectors in use; call `compact` first to see only living ones. */
  contents(): { readonly labels: Uint32Array; readonly vectors: Float32Array } {
    return {
      labels: this.#labels.subarray(0, this.#slots),
      vectors: this.#vectors.subarray(0, this.#slots * this.dimension),
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
    const vectors = new Float32Array(capacity * this.dimension);
    const alive = new Uint8Array(capacity);
    labels.set(this.#labels);
    vectors.set(this.#vectors);
    alive.set(this.#alive);
    this.#labels = labels;
    this.#vectors = vectors;
    this.#alive = alive;
  }
}

/**
 * Four sums beside each other: one alone waits for itself at every step, and takes twice as long.
 */
function rowDot(
  rows: Float32Array,
  { row, unit }: { readonly row: number; readonly unit: Float32Array },
): number {
  const length = unit.length;
  let at = row * length;
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let index = 0;
  for (; index + 3 < length; index += 4, at += 4) {
    first += (rows[at] ?? 0) * (unit[index] ?? 0);
    second += (rows[at + 1] ?? 0) * (unit[index + 1] ?? 0);
    third += (rows[at + 2] ?? 0) * (unit[index + 2] ?? 0);
    fourth += (rows[at + 3] ?? 0) * (unit[index + 3] ?? 0);
  }
  for (; index < length; index++, at++) first += (rows[at] ?? 0) * (unit[index] ?? 0);
  return first + second + third + fourth;
}
