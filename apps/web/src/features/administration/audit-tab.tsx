'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { TimeAgo } from '../../components/time-ago';
import { galleriesQuery } from '../galleries/queries';
import { auditQuery, keysQuery } from './queries';
import { RecordList } from './record-list';

/** Who changed what. Names stand where something still has one, ids where it is gone. */
export function AuditTab() {
  const entries = useInfiniteQuery(auditQuery);
  const keys = useInfiniteQuery(keysQuery);
  const galleries = useQuery(galleriesQuery({ live: false }));
  const keyNames = new Map(
    keys.data?.pages.flatMap((page) => page.items.map((key) => [key.id, key.name] as const)),
  );
  const galleryNames = new Map(galleries.data?.items.map(({ id, name }) => [id, name]));
  return (
    <RecordList
      label="Changes, the newest first"
      pages={entries.data?.pages}
      error={entries.error}
      onRetry={() => entries.refetch()}
      more={entries}
      empty="Nothing was changed yet."
    >
      {(entry) => (
        <div className="grid gap-x-4 gap-y-0.5 md:grid-cols-[11rem_minmax(0,1fr)_12rem_7rem]">
          <span className="font-medium">{entry.action}</span>
          <span className="min-w-0 truncate text-muted">
            {entry.gallery === null ? '' : (galleryNames.get(entry.gallery) ?? entry.gallery)}{' '}
            <span className="font-mono text-2xs">{entry.target}</span>
          </span>
          <span className="truncate text-muted">
            {entry.key === null ? 'Umbra itself' : (keyNames.get(entry.key) ?? entry.key)}
          </span>
          <span className="text-[0.8125rem] text-faint md:text-right">
            <TimeAgo at={entry.at} />
          </span>
        </div>
      )}
    </RecordList>
  );
}
