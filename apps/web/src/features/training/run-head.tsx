'use client';

import { Ban } from 'lucide-react';
import { useState } from 'react';
import type { Gallery, TrainingRun } from '../../api/client';
import { TimeAgo } from '../../components/time-ago';
import { Button } from '../../components/ui/button';
import { ConfirmDialog } from '../../components/ui/confirm-dialog';
import { PromoteButton } from '../models/promote-button';
import { useMay } from '../session/queries';
import { isRunActive, useCancelRun } from './queries';
import { RunBadge } from './run-badge';
import { presetTitle } from './run-text';

export function RunHead({ run, gallery }: { run: TrainingRun; gallery: Gallery }) {
  const mayTrain = useMay('train');
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-4 sm:px-5">
      <div className="min-w-0">
        <h2 className="flex items-center gap-2.5 font-semibold text-[0.9375rem]">
          {presetTitle(run.preset)} training
          <RunBadge state={run.state} />
        </h2>
        <p className="mt-0.5 text-[0.8125rem] text-faint">
          Started <TimeAgo at={run.startedAt ?? run.createdAt} />
          {isRunActive(run) && run.promote === 'auto' && ', serves when it is ready'}
        </p>
      </div>
      {mayTrain && isRunActive(run) && <CancelButton run={run} gallery={gallery} />}
      {mayTrain && run.state === 'succeeded' && run.model !== null && (
        <PromoteButton gallery={gallery} model={run.model} variant="primary" />
      )}
    </div>
  );
}

function CancelButton({ run, gallery }: { run: TrainingRun; gallery: Gallery }) {
  const cancel = useCancelRun(gallery.name);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="small"
        busy={cancel.isPending}
        onClick={() => {
          cancel.reset();
          setAsking(true);
        }}
      >
        <Ban aria-hidden="true" />
        Cancel training
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Cancel this training?"
        action="Cancel training"
        dismiss="Keep training"
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate(run.id, { onSuccess: () => setAsking(false) })}
      >
        <p>What it has learned so far is not kept. Searches are not affected.</p>
      </ConfirmDialog>
    </>
  );
}
