import type { JobRow } from '../persistence/tables.js';
import type { Job } from './jobs.schema.js';

/** A job as the API shows it. */
export function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    gallery: row.gallery_id,
    state: row.state,
    progress: { done: row.done, total: row.total },
    error: workError(row),
    parity: row.kind === 'promote' ? (parsed(row.result) as Job['parity']) : null,
    import: row.kind === 'import' ? importReport(row) : null,
    poc: row.kind === 'poc' ? (parsed(row.result) as Job['poc']) : null,
    attempts: row.attempts,
    retryAt: row.run_after,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** An import's checkpoint tells as much as its result, and earlier. */
function importReport({ checkpoint }: JobRow): Job['import'] {
  return (parsed(checkpoint) as Job['import']) ?? nothingYet;
}

const nothingYet = { added: 0, replaced: 0, unchanged: 0, refused: 0 };

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

function workError({ error_code, error_message }: JobRow): Job['error'] {
  return error_code === null ? null : { code: error_code, message: error_message ?? '' };
}
