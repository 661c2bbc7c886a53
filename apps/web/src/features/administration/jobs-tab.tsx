'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { TimeAgo } from '../../components/time-ago';
import { Badge, type BadgeTone } from '../../components/ui/badge';
import { Button } from '../../components/ui/button';
import { formatCount } from '../../format/numbers';
import { galleriesQuery } from '../galleries/queries';
import { isUnderWay, jobLogQuery, jobsQuery, useCancelJob } from './queries';
import { RecordList } from './record-list';

export function JobsTab() {
  const jobs = useInfiniteQuery(jobsQuery);
  const galleries = useQuery(galleriesQuery({ live: false }));
  const galleryNames = new Map(galleries.data?.items.map(({ id, name }) => [id, name]));
  return (
    <RecordList
      label="Jobs, the newest first"
      pages={jobs.data?.pages}
      error={jobs.error}
      onRetry={() => jobs.refetch()}
      more={jobs}
      empty="No work was done in the background yet. Imports and promotions stand here."
    >
      {(job) => (
        <JobRow
          job={job}
          gallery={job.gallery === null ? '–' : (galleryNames.get(job.gallery) ?? job.gallery)}
        />
      )}
    </RecordList>
  );
}

const tones: Readonly<Record<Job['state'], BadgeTone>> = {
  queued: 'neutral',
  running: 'accent',
  succeeded: 'good',
  failed: 'danger',
  cancelled: 'outline',
};

function JobRow({ job, gallery }: { job: Job; gallery: string }) {
  const [showsLog, setShowsLog] = useState(false);
  const cancel = useCancelJob();
  const { done, total } = job.progress;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="w-28 font-medium">{job.kind}</span>
        <span className="w-24">
          <Badge tone={tones[job.state]} live={job.state === 'running'}>
            {job.state}
          </Badge>
        </span>
        <span className="min-w-0 flex-1 basis-24 truncate text-muted">{gallery}</span>
        <span className="text-[0.8125rem] text-muted tabular-nums">
          {total > 0 && `${formatCount(done)} of ${formatCount(total)}`}
        </span>
        <span className="text-[0.8125rem] text-faint">
          <TimeAgo at={job.createdAt} />
        </span>
        <Button size="small" aria-expanded={showsLog} onClick={() => setShowsLog(!showsLog)}>
          Log
        </Button>
        {isUnderWay(job) && (
          <Button size="small" busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
            Cancel
          </Button>
        )}
      </div>
      {job.error !== null && <p className="mt-1 text-danger">{job.error.message}</p>}
      {cancel.error !== null && <ProblemNote error={cancel.error} className="mt-2" />}
      {showsLog && <JobLog job={job} />}
    </>
  );
}

function JobLog({ job }: { job: Job }) {
  const log = useQuery(jobLogQuery(job));
  if (log.isError) return <ProblemNote error={log.error} onRetry={() => log.refetch()} />;
  if (log.data?.items.length === 0) return <p className="mt-2 text-muted">The log is empty.</p>;
  return (
    <ol className="mt-2 space-y-1 rounded-control bg-sunken px-3 py-2 font-mono text-xs">
      {log.data?.items.map((line) => (
        <li key={`${line.at} ${line.message}`} className="break-words">
          <time className="text-muted" dateTime={line.at}>
            {new Date(line.at).toLocaleTimeString()}
          </time>{' '}
          {line.level !== 'info' && <strong>{line.level} </strong>}
          {line.message}
        </li>
      ))}
    </ol>
  );
}
