/**
 * Vectors of length 1 in one block of memory, a row each. What they are compared with has length 1
 * too, so the dot product is the cosine.
 */
export interface VectorRows {
  /** Numbers in a row. */
  readonly width: number;
  /** Of a row in memory. */
  readonly rowBytes: number;
  /** Makes room for so many rows. */
  reserve(rows: number): void;
  /** Writes unit vectors `[N, width]` from a row on. */
  set(row: number, units: Float32Array): void;
  move(from: number, to: number): void;
  cosine(row: number, unit: Float32Array): number;
  /** The first `rows` rows as bytes, a view. */
  bytes(rows: number): Uint8Array;
  /** Fills the first rows with what `bytes` gave. */
  restore(bytes: ArrayBuffer): void;
}

/** Every number as it came. */
export class Float32Rows implements VectorRows {
  readonly width: number;
  readonly rowBytes: number;
  #values = new Float32Array(0); // [capacity, width]

  constructor(width: number) {
    this.width = width;
    this.rowBytes = width * Float32Array.BYTES_PER_ELEMENT;
  }

  reserve(rows: number): void {
    const values = new Float32Array(rows * this.width);
    values.set(this.#values);
    this.#values = values;
  }

  set(row: number, units: Float32Array): void {
    this.#values.set(units, row * this.width);
  }

  move(from: number, to: number): void {
    this.#values.copyWithin(to * this.width, from * this.width, (from + 1) * this.width);
  }

  /** A view. */
  at(row: number): Float32Array {
    return this.#values.subarray(row * this.width, (row + 1) * this.width);
  }

  cosine(row: number, unit: Float32Array): number {
    return rowDot(this.#values, { row, unit });
  }

  bytes(rows: number): Uint8Array {
    return new Uint8Array(this.#values.buffer, 0, rows * this.rowBytes);
  }

  restore(bytes: ArrayBuffer): void {
    this.#values.set(new Float32Array(bytes));
  }
}

const int8Max = 127;

/**
 * A quarter of the memory: each row is stretched so that its largest number becomes 127, and
 * rounded. The query is not rounded, so the cosine is off by some thousandths at most.
 */
export class Int8Rows implements VectorRows {
  readonly width: number;
  readonly rowBytes: number;
  #values = new Int8Array(0); // [capacity, width]
  /** 1 / |row|, as rounded. */
  #factors = new Float32Array(0);

  constructor(width: number) {
    this.width = width;
    this.rowBytes = width * Int8Array.BYTES_PER_ELEMENT;
  }

  reserve(rows: number): void {
    const values = new Int8Array(rows * this.width);
    const factors = new Float32Array(rows);
    values.set(this.#values);
    factors.set(this.#factors);
    this.#values = values;
    this.#factors = factors;
  }

  set(row: number, units: Float32Array): void {
    for (let at = 0; at < units.length; at += this.width) {
      const unit = units.subarray(at, at + this.width);
      const largest = unit.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const target = row + at / this.width;
      for (let index = 0; index < this.width; index++) {
        const stretched = ((unit[index] ?? 0) / largest) * int8Max;
        this.#values[target * this.width + index] = Math.round(stretched);
      }
      this.#measure(target);
    }
  }

  move(from: number, to: number): void {
    this.#values.copyWithin(to * this.width, from * this.width, (from + 1) * this.width);
    this.#factors[to] = this.#factors[from] ?? 0;
  }

  cosine(row: number, unit: Float32Array): number {
    return rowDot(this.#values, { row, unit }) * (this.#factors[row] ?? 0);
  }

  bytes(rows: number): Uint8Array {
    return new Uint8Array(this.#values.buffer, 0, rows * this.rowBytes);
  }

  restore(bytes: ArrayBuffer): void {
    this.#values.set(new Int8Array(bytes));
    for (let row = 0; row < bytes.byteLength / this.rowBytes; row++) this.#measure(row);
  }

  #measure(row: number): void {
    let squares = 0;
    for (const value of this.#values.subarray(row * this.width, (row + 1) * this.width)) {
      squares += value * value;
    }
    this.#factors[row] = 1 / Math.sqrt(squares);
  }
}

/**
 * Four sums beside each other: one alone waits for itself at every step, and takes twice as long.
 */
function rowDot(
  rows: Float32Array | Int8Array,
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
