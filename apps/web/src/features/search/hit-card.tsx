import { Check } from 'lucide-react';
import { type SearchHit, umbra } from '../../api/client';
import { Picture } from '../../components/picture';
import { classNames } from '../../components/ui/class-names';
import { formatMeasure } from '../../format/numbers';
import { itemName } from '../items/item-name';

interface HitCardProps {
  readonly gallery: string;
  readonly hit: SearchHit;
  /** The label of what was searched for, where it is known. */
  readonly expected: string | null;
  readonly onSearch: () => void;
}

const matchWords: Record<SearchHit['match'], { word: string; classes: string; note: string }> = {
  match: { word: 'match', classes: 'text-good', note: 'Above the threshold of this gallery.' },
  uncertain: {
    word: 'uncertain',
    classes: 'text-accent-ink',
    note: 'Too near the threshold to be sure.',
  },
  noMatch: { word: 'no match', classes: 'text-faint', note: 'Below the threshold.' },
  uncalibrated: {
    word: 'uncalibrated',
    classes: 'text-faint',
    note: 'This gallery has no threshold yet: the score ranks, it does not decide.',
  },
};

export function HitCard({ gallery, hit, expected, onSearch }: HitCardProps) {
  const match = matchWords[hit.match];
  const agrees = expected !== null && hit.label === expected;
  const score = formatMeasure(hit.score);
  return (
    <li className="group relative min-w-0 overflow-hidden rounded-card border bg-surface transition-colors hover:border-control">
      {/* The whole card takes the click; its words stand beside the button. */}
      <button
        type="button"
        onClick={onSearch}
        title="Search like this"
        aria-label={`${itemName(hit)}, score ${score}. Search like this.`}
        className="block w-full outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
      >
        <Picture
          src={umbra.items.imageUrl({ gallery, item: hit.item, size: 384 })}
          alt=""
          fit="contain"
          className="aspect-square w-full border-b"
        />
      </button>
      <div className="p-3">
        <p className="flex items-baseline justify-between gap-2 font-medium">
          <span className="flex min-w-0 items-center gap-1">
            <span className={classNames('truncate', hit.label === null && 'text-faint')}>
              {hit.label ?? hit.externalId ?? 'No label'}
            </span>
            {agrees && <Check className="size-3.5 shrink-0 text-good" aria-label="Same label" />}
          </span>
          <span className="tabular-nums">{score}</span>
        </p>
        <div className="mt-1.5 h-1 overflow-hidden rounded-full bg-line">
          <div
            className="h-full rounded-full bg-accent"
            style={{ width: `${Math.max(0, Math.min(1, hit.score)) * 100}%` }}
          />
        </div>
        <p className="mt-1.5 flex flex-wrap justify-between gap-x-2 text-xs">
          <span className="text-faint tabular-nums">distance {formatMeasure(hit.distance)}</span>
          <span className={classNames('relative', match.classes)} title={match.note}>
            {match.word}
          </span>
        </p>
      </div>
    </li>
  );
}
