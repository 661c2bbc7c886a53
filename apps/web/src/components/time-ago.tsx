'use client';

import { useSyncExternalStore } from 'react';
import { formatAgo, formatMoment } from '../format/time';

const tickMs = 30_000;

function everyTick(listener: () => void): () => void {
  const timer = setInterval(listener, tickMs);
  return () => clearInterval(timer);
}

const now = () => Math.floor(Date.now() / tickMs) * tickMs;

/** "5 min ago", growing older by itself; the exact time on hover. */
export function TimeAgo({ at }: { at: string }) {
  const current = useSyncExternalStore(everyTick, now, now);
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatAgo(at, current)}
    </time>
  );
}
