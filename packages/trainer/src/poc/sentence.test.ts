import { describe, expect, it } from 'vitest';
import { recommendationSentence, type SentenceOptions } from './sentence.js';
import { type Comparison, spreadOf } from './statistics.js';

function verdict(value: Comparison['verdict'], difference = 0): Comparison {
  const around = { low: difference - 0.25, high: difference + 0.25 };
  return { difference, overSeeds: around, overClasses: around, verdict: value };
}

function sentence(
  recall: Comparison['verdict'],
  map: Comparison['verdict'],
  others: Partial<SentenceOptions> = {},
): string {
  return recommendationSentence({
    candidate: {
      dimension: 32,
      loss: { kind: 'shadow', margin: 0.2, normalize: true },
      mining: { kind: 'semi-hard' },
    },
    figures: { recallAt1: spreadOf([0.98, 0.99, 1]), mapAtR: spreadOf([0.9, 0.9, 0.9]) },
    data: { protocol: 'new pictures', test: 340 },
    baseline: { name: 'the backbone as it is', dimension: 1024, recallAt1: 0.97, mapAtR: 0.5 },
    gain: { recallAt1: verdict(recall), mapAtR: verdict(map) },
    ...others,
  });
}

const setting = 'Shadow Loss (margin 0.2) on semi-hard negatives, 32 numbers a picture';
const reach = '99.0 % of 340 new pictures find one of their own class first (± 1.0 over 3 seeds)';

describe('recommendationSentence', () => {
  it('claims what the intervals allow, and no more', () => {
    expect(sentence('better', 'better')).toBe(
      `Train with ${setting}: ${reach}, against 97.0 % untrained.`,
    );
    expect(sentence('inside the spread', 'better')).toBe(
      `Train with ${setting}: ${reach}, no clear difference from the 97.0 % untrained, ` +
        'but the rest of their class comes first more often (MAP@R 90.0 % against 50.0 %).',
    );
    expect(sentence('inside the spread', 'inside the spread')).toBe(
      `Training with ${setting} is no clear gain yet: ${reach}, and 97.0 % untrained; ` +
        'the difference is inside the spread.',
    );
    expect(sentence('worse', 'better')).toMatch(/^Do not train yet: .* fewer than the 97.0 %/);
  });

  it('calls fewer fewer, and names an interval that settles nothing', () => {
    const gain = (difference: number) => ({
      recallAt1: verdict('not settled', difference),
      mapAtR: verdict('not settled'),
    });
    const data = { protocol: 'new pictures', test: 11 } as const;
    const fewer = sentence('worse', 'worse', { data, gain: gain(-0.169) });
    expect(fewer).toMatch(
      /^Do not train yet: .* fewer than the 97.0 % untrained; 11 test pictures /,
    );
    expect(fewer).toMatch(
      /too few to settle the difference: anything from −41.9 to \+8.1 points.$/,
    );
    expect(sentence('worse', 'worse', { data, gain: gain(0.1) })).toMatch(
      /^Training with .* may be a gain: .* 97.0 % untrained; .* from −15.0 to \+35.0 points/,
    );
  });

  it('says whose pictures were asked', () => {
    const data = { protocol: 'unseen classes', test: 12 } as const;
    expect(sentence('better', 'better', { data })).toContain(
      '12 pictures of classes that it never saw',
    );
  });
});
