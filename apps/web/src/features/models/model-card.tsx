'use client';

import type { Gallery, Model } from '../../api/client';
import { TimeAgo } from '../../components/time-ago';
import { Badge } from '../../components/ui/badge';
import { classNames } from '../../components/ui/class-names';
import {
  formatBytes,
  formatMeasure,
  formatPoints,
  formatQuantity,
  formatShare,
} from '../../format/numbers';
import { useMay } from '../session/queries';
import { PromoteButton } from './promote-button';

export function ModelCard({ model, gallery }: { model: Model; gallery: Gallery }) {
  const mayTrain = useMay('train');
  const serving = gallery.model.id === model.id;
  const recall = model.metrics?.recallAt1 ?? null;
  const baseline = model.baseline?.recallAt1 ?? null;
  return (
    <li
      className={classNames(
        'flex flex-wrap items-center gap-x-8 gap-y-3 rounded-card border bg-surface px-4 py-4 sm:px-5',
        serving && 'border-line-strong',
      )}
    >
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="flex items-center gap-2 font-semibold">
          <span className="truncate">{model.name}</span>
          {serving && !mayTrain && <Badge tone="good">Serving</Badge>}
          {gallery.previousModel === model.id && !serving && <Badge tone="outline">Previous</Badge>}
        </h2>
        <p className="mt-0.5 text-[0.8125rem] text-muted text-pretty">{describeModel(model)}</p>
        {model.kind === 'trained' && (
          <p className="mt-0.5 text-[0.8125rem] text-faint">
            Made <TimeAgo at={model.createdAt} />
          </p>
        )}
      </div>
      {recall !== null && (
        <dl className="flex gap-6">
          <Measure
            term="Recall@1"
            value={formatShare(recall)}
            note={baseline === null ? null : `${formatPoints(recall, baseline)} over plain pixels`}
          />
          <Measure term="R-precision" value={formatMeasure(model.metrics?.rPrecision)} />
          <Measure term="MAP@R" value={formatMeasure(model.metrics?.mapAtR)} />
        </dl>
      )}
      {mayTrain && (
        <div className="flex w-full sm:w-auto sm:min-w-28 sm:justify-end">
          <PromoteButton gallery={gallery} model={model.id} variant="secondary" />
        </div>
      )}
    </li>
  );
}

function describeModel(model: Model): string {
  if (model.kind === 'baseline-pixels') {
    return 'Built in: small normalized pictures compared as they are. Every trained model has to beat it.';
  }
  const { input } = model;
  const parts = [
    model.loss === null ? null : `${capitalized(model.loss)} loss`,
    input === null ? null : `${input.width} × ${input.height} input`,
    `${model.dimension} dimensions`,
    formatQuantity(model.classes, 'label'),
    formatBytes(model.bytes),
    model.seed === null ? null : `seed ${model.seed}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

interface MeasureProps {
  readonly term: string;
  readonly value: string;
  readonly note?: string | null;
}

function Measure({ term, value, note = null }: MeasureProps) {
  return (
    <div>
      <dt className="whitespace-nowrap text-faint text-xs">{term}</dt>
      <dd className="font-semibold tabular-nums">
        {value}
        {note !== null && <span className="block font-normal text-good text-xs">{note}</span>}
      </dd>
    </div>
  );
}
