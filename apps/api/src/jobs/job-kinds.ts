import type { AuditAction } from '../audit/audit.schema.js';
import type { Scope } from '../keys/scopes.js';

interface JobKindFacts {
  /** What a key needs to start one or to cancel it. */
  readonly scope: Scope;
  /** What the audit log calls its start. */
  readonly started: AuditAction;
}

/** Every kind of job; the queue has the work of each. */
const kinds = {
  promote: { scope: 'train', started: 'promotion.start' },
  import: { scope: 'write', started: 'import.start' },
  poc: { scope: 'train', started: 'poc.start' },
  'import-gallery': { scope: 'write', started: 'gallery.import' },
} as const satisfies Record<string, JobKindFacts>;

export type JobKind = keyof typeof kinds;

export const jobKindFacts: Readonly<Record<JobKind, JobKindFacts>> = kinds;
export const jobKinds = Object.keys(kinds) as [JobKind, ...JobKind[]];
