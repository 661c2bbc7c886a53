export type { ChangesOptions } from './change-events.js';
export { type ClientOptions, createClient, type Umbra } from './client.js';
export { type ProblemCode, UmbraProblem } from './problem.js';
export type { EventsOptions } from './run-events.js';
export type { Search, SearchBatch, SearchExample, SearchOptions } from './search.js';
export type { Train, Training } from './training-runs.js';
export type * from './types.js';
