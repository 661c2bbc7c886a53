'use client';

import { useEffect, useState } from 'react';
import { type RunEvent, umbra } from '../../api/client';
import { emptyRunRecord, type RunRecord, recordEvents } from './run-record';

/** Events are drawn in batches: a replay brings thousands at once. */
const drawPauseMs = 120;

interface FollowedRun {
  readonly record: RunRecord;
  /** Why nothing more comes, when that is not because the run is over. */
  readonly error: unknown;
}

const nothingYet: FollowedRun = { record: emptyRunRecord, error: null };

/**
 * Follows a run by its events, from the first one on; the SDK takes up a broken connection where it
 * broke.
 */
export function useRunRecord(id: string): FollowedRun {
  const [followed, setFollowed] = useState<FollowedRun & { id: string }>({ ...nothingYet, id });
  useEffect(() => {
    const leaving = new AbortController();
    void followRun(id, leaving.signal, (change) => setFollowed({ ...change, id }));
    return () => leaving.abort();
  }, [id]);
  return followed.id === id ? followed : nothingYet;
}

async function followRun(
  id: string,
  signal: AbortSignal,
  onChange: (change: FollowedRun) => void,
): Promise<void> {
  let record = emptyRunRecord;
  let waiting: RunEvent[] = [];
  let drawing: ReturnType<typeof setTimeout> | undefined;
  const draw = (error: unknown = null) => {
    clearTimeout(drawing);
    drawing = undefined;
    record = recordEvents(record, waiting);
    waiting = [];
    if (!signal.aborted) onChange({ record, error });
  };
  try {
    for await (const event of umbra.runs.events(id, { signal })) {
      waiting.push(event);
      drawing ??= setTimeout(draw, drawPauseMs);
    }
    draw();
  } catch (error) {
    draw(error);
  }
}
