'use client';

import { useState } from 'react';
import type { Gallery, Preset } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { Button } from '../../components/ui/button';
import { Section } from '../../components/ui/card';
import { RadioCards } from '../../components/ui/radio-cards';
import { SwitchField } from '../../components/ui/switch';
import { useStartTraining } from './queries';
import { presetTexts } from './run-text';

const presets: readonly Preset[] = ['quick', 'balanced', 'thorough'];

interface TrainFormProps {
  readonly gallery: Gallery;
  readonly onStarted: () => void;
}

export function TrainForm({ gallery, onStarted }: TrainFormProps) {
  const start = useStartTraining(gallery.name);
  const [preset, setPreset] = useState<Preset>('balanced');
  const [promote, setPromote] = useState(false);
  const obstacle = obstacleOf(gallery);
  return (
    <Section title="Train a model">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (obstacle !== null || start.isPending) return;
          start.mutate({ preset, promote: promote ? 'auto' : 'manual' }, { onSuccess: onStarted });
        }}
      >
        <RadioCards
          label="Preset"
          value={preset}
          onChange={setPreset}
          className="sm:grid-cols-3 lg:grid-cols-1"
          options={presets.map((value) => ({ value, ...presetTexts[value] }))}
        />
        <SwitchField
          label="Serve it when it is ready"
          hint="Otherwise the new model waits for your Promote."
          checked={promote}
          onChange={setPromote}
        />
        {start.error !== null && <ProblemNote error={start.error} />}
        <Button
          type="submit"
          variant="primary"
          className="w-full"
          disabled={obstacle !== null}
          busy={start.isPending}
        >
          {start.isPending ? 'Starting…' : 'Train'}
        </Button>
        {obstacle !== null && <p className="text-[0.8125rem] text-muted text-pretty">{obstacle}</p>}
      </form>
    </Section>
  );
}

/** What stands in the way of training, as far as this page knows; the API knows the rest. */
function obstacleOf(gallery: Gallery): string | null {
  if (gallery.activeRun !== null)
    return 'A training is under way. The next one can start after it.';
  if (gallery.labelCount < 2) {
    return 'Training needs at least two labels with two pictures each. Add labelled pictures first.';
  }
  return null;
}
