import type { TrainingRun } from '../../api/client';
import { Badge, type BadgeTone } from '../../components/ui/badge';

const looks: Record<TrainingRun['state'], { word: string; tone: BadgeTone }> = {
  queued: { word: 'Queued', tone: 'accent' },
  running: { word: 'Running', tone: 'accent' },
  succeeded: { word: 'Finished', tone: 'good' },
  failed: { word: 'Failed', tone: 'danger' },
  cancelled: { word: 'Cancelled', tone: 'neutral' },
};

export function RunBadge({ state }: { state: TrainingRun['state'] }) {
  const { word, tone } = looks[state];
  return (
    <Badge tone={tone} live={state === 'running'}>
      {word}
    </Badge>
  );
}
