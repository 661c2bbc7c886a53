/** The API's own names, generated from its OpenAPI document. */
import type { components } from './generated/schema.gen.js';

type Schemas = components['schemas'];

export type AuditEntry = Schemas['AuditEntry'];
export type ChangeEvent = Schemas['ChangeEvent'];
export type Example = Schemas['Example'];
export type Filter = Schemas['Filter'];
export type GalleryCalibration = Schemas['GalleryCalibration'];
export type Gallery = Schemas['Gallery'];
export type ImportRefusal = Schemas['ImportRefusal'];
export type Info = Schemas['Info'];
export type Item = Schemas['Item'];
export type Job = Schemas['Job'];
export type JobLogLine = Schemas['JobLogLine'];
export type Key = Schemas['Key'];
export type LabelCount = Schemas['LabelCount'];
export type Limits = Schemas['Limits'];
export type Model = Schemas['Model'];
export type ModelDetails = Schemas['ModelDetails'];
export type NewKey = Schemas['NewKey'];
export type PocEntry = Schemas['PocEntry'];
export type PocReport = Schemas['PocReport'];
export type Problem = Schemas['Problem'];
export type RunEvent = Schemas['RunEvent'];
export type SearchHit = Schemas['SearchHit'];
export type SearchRequest = Schemas['SearchRequest'];
export type SearchResult = Schemas['SearchResult'];
export type Session = Schemas['Session'];
export type TrainingRun = Schemas['TrainingRun'];

export type Scope = Key['scopes'][number];
export type Rerank = Gallery['index']['rerank'];
export type Preset = NonNullable<TrainingRun['preset']>;

/** One page of a list. Ask for the next one with `nextCursor`; null: this was the last. */
export interface Page<Entry> {
  items: Entry[];
  nextCursor: string | null;
  total: number;
}

/** Taken by every call: gives it up when aborted. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface PageOptions extends CallOptions {
  /** Entries a page. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/**
 * A file: as a Blob, as bytes, as a stream of them (also Node's), as base64 (a data URL, too), or
 * in Node by its path.
 */
export type Bytes =
  | Blob
  | Uint8Array
  | ArrayBuffer
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | { readonly path: string | URL }
  | { readonly base64: string };

/** A picture file. */
export type Picture = Bytes;
