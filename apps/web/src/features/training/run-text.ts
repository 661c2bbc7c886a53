import type { Preset, TrainingRun } from '../../api/client';
import { formatTimeLeft } from '../../format/time';

/** What a run is doing, in plain words. */
export function runActivity(run: Pick<TrainingRun, 'state' | 'phase' | 'progress'>): string {
  switch (run.state) {
    case 'succeeded':
      return 'Finished';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
    case 'queued':
      return 'Waiting to start';
    case 'running':
      break;
  }
  switch (run.phase) {
    case 'queued':
      return 'Waiting to start';
    case 'preparing':
      return 'Reading the pictures';
    case 'training': {
      const { epoch, epochs } = run.progress;
      return epochs > 0 ? `Training, epoch ${Math.max(1, epoch)} of ${epochs}` : 'Training';
    }
    case 'embedding':
      return 'Indexing the gallery with the new model';
    case 'done':
      return 'Finishing';
  }
}

/** The share to draw, null where nobody can know, and the time left where somebody does. */
export function runProgress(run: Pick<TrainingRun, 'state' | 'phase' | 'progress'>) {
  const unknown = run.state === 'queued' || run.phase === 'queued';
  return {
    fraction: unknown ? null : run.progress.fraction,
    timeLeft: run.phase === 'training' ? formatTimeLeft(run.progress.secondsLeft) : null,
  };
}

export const presetTexts: Record<Preset, { title: string; description: string }> = {
  quick: {
    title: 'Quick',
    description: 'A first impression of what training brings to these pictures.',
  },
  balanced: {
    title: 'Balanced',
    description: 'The usual choice: most of the accuracy in reasonable time.',
  },
  thorough: {
    title: 'Thorough',
    description: 'Trains the longest, for the last points of accuracy.',
  },
};

export function presetTitle(preset: Preset | null): string {
  return preset === null ? 'Own configuration' : presetTexts[preset].title;
}
