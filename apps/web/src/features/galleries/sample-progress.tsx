'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import type { Info } from '../../api/client';
import { Card } from '../../components/ui/card';
import { classNames } from '../../components/ui/class-names';
import { Progress } from '../../components/ui/progress';
import { formatCount } from '../../format/numbers';
import { runQuery } from '../training/queries';
import { runActivity, runProgress } from '../training/run-text';

type Sample = Info['sample'];

const stages = [
  { state: 'drawing', title: 'Draw parts', text: 'Drawing washers, nuts, gears and other parts.' },
  { state: 'importing', title: 'Fill the gallery', text: 'Filing the drawings in a gallery.' },
  { state: 'training', title: 'Train a model', text: 'Learning to tell the parts apart.' },
] as const;

/** The sample gallery that a new installation makes for itself, while it is being made. */
export function SampleProgress({ sample }: { sample: Sample }) {
  const current = stages.findIndex((stage) => stage.state === sample.state);
  if (sample.state === 'failed') {
    return (
      <Card className="mb-5 px-5 py-4">
        <h2 className="font-semibold text-[0.9375rem]">The sample gallery could not be made</h2>
        <p className="mt-0.5 text-muted text-pretty">
          {sample.error ?? 'The log of the server says why.'} Your own galleries are not affected.
        </p>
      </Card>
    );
  }
  const stage = stages[current];
  if (stage === undefined) return null;
  return (
    <Card className="mb-5 px-5 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="font-semibold text-[0.9375rem]">A sample gallery is being made</h2>
        <StageList current={current} />
      </div>
      <StageProgress sample={sample} text={stage.text} />
    </Card>
  );
}

function StageList({ current }: { current: number }) {
  return (
    <ol className="flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]">
      {stages.map((stage, index) => (
        <li
          key={stage.state}
          aria-current={index === current ? 'step' : undefined}
          className={classNames(
            'flex items-center gap-1.5',
            index === current ? 'font-medium text-ink' : 'text-faint',
          )}
        >
          {index < current ? (
            <Check className="size-3.5 text-good" aria-label="Done:" />
          ) : (
            <span
              className={classNames(
                'size-1.5 rounded-full',
                index === current ? 'animate-breathe bg-accent' : 'bg-line-strong',
              )}
            />
          )}
          {stage.title}
        </li>
      ))}
    </ol>
  );
}

function StageProgress({ sample, text }: { sample: Sample; text: string }) {
  const training = sample.state === 'training' && sample.run !== null;
  const { data: run } = useQuery({
    ...runQuery(sample.run ?? '', { live: true }),
    enabled: training,
  });
  const progress = training && run !== undefined ? runProgress(run) : null;
  const share = sample.total > 0 ? sample.done / sample.total : null;
  const count =
    sample.total > 0 ? `${formatCount(sample.done)} of ${formatCount(sample.total)}` : null;
  return (
    <>
      <Progress
        label="Making the sample gallery"
        value={training ? (progress?.fraction ?? null) : share}
        className="mt-3"
      />
      <p className="mt-2 flex justify-between gap-4 text-[0.8125rem] text-muted" aria-live="polite">
        <span>{training && run !== undefined ? `${runActivity(run)}.` : text}</span>
        <span className="whitespace-nowrap text-faint" aria-live="off">
          {training ? progress?.timeLeft : count}
        </span>
      </p>
    </>
  );
}
