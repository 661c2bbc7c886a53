import { UmbraError } from '../errors/index.js';

/**
 * The gate that every vector passes before anything computes with it: a text, a null or a hole
 * inside an array would end the process in the native index, and one NaN or Infinity would spoil
 * its graph without a word.
 *
 * @param values an array, Float32Array or Float64Array of `dimension` numbers
 * @returns an own copy in 32 bits, not normalised
 * @throws UmbraError `wrong_dimension`; `invalid_vector` for what is no vector, an element that is
 * no finite 32-bit number, or a vector without a direction (all zeros)
 */
export function checkVector(values: unknown, dimension: number): Float32Array<ArrayBuffer> {
  if (!isVector(values)) {
    throw new UmbraError('invalid_vector', 'The vector must be an array of numbers.');
  }
  if (values.length !== dimension) {
    const message = `The vector has ${values.length} numbers where ${dimension} are needed.`;
    throw new UmbraError('wrong_dimension', message);
  }
  const vector = new Float32Array(dimension);
  for (let at = 0; at < dimension; at++) {
    vector[at] = checkElement(values[at], at);
  }
  // In 64 bits the sum of 4,096 squares of 32-bit numbers neither overflows nor vanishes.
  if (vector.every((value) => value === 0)) {
    throw new UmbraError('invalid_vector', 'The vector is all zeros: it points nowhere.');
  }
  return vector;
}

/** The length of a vector that passed the gate is finite and above zero. */
export function normalize(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
}

function checkElement(value: unknown, at: number): number {
  if (typeof value !== 'number') {
    const kind = value === null ? 'null' : typeof value;
    throw new UmbraError('invalid_vector', `Element ${at} of the vector is ${kind}, not a number.`);
  }
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) {
    const message = `Element ${at} of the vector is ${value}, which no 32-bit number can hold.`;
    throw new UmbraError('invalid_vector', message);
  }
  return rounded;
}

function isVector(values: unknown): values is ArrayLike<unknown> {
  return Array.isArray(values) || values instanceof Float32Array || values instanceof Float64Array;
}
