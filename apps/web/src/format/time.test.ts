import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration, formatMilliseconds, formatTimeLeft } from './time';

describe('formatDuration', () => {
  it('uses two units at most and drops an empty second one', () => {
    expect(formatDuration(0.4)).toBe('0 s');
    expect(formatDuration(59.6)).toBe('1 min');
    expect(formatDuration(75)).toBe('1 min 15 s');
    expect(formatDuration(3600)).toBe('1 h');
    expect(formatDuration(7300)).toBe('2 h 1 min');
  });
});

describe('formatMilliseconds', () => {
  it('keeps two digits that mean something', () => {
    expect(formatMilliseconds(3.42)).toBe('3.4 ms');
    expect(formatMilliseconds(9.97)).toBe('10 ms');
    expect(formatMilliseconds(87.4)).toBe('87 ms');
    expect(formatMilliseconds(999.6)).toBe('1.0 s');
    expect(formatMilliseconds(1234)).toBe('1.2 s');
  });
});

describe('formatTimeLeft', () => {
  it('is as loose as an estimate is', () => {
    expect(formatTimeLeft(null)).toBeNull();
    expect(formatTimeLeft(2)).toBe('a few seconds left');
    expect(formatTimeLeft(41)).toBe('about 45 s left');
    expect(formatTimeLeft(110)).toBe('about 2 min left');
    expect(formatTimeLeft(4000)).toBe('about 1 h 5 min left');
  });
});

describe('formatAgo', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('grows coarser with distance', () => {
    expect(formatAgo('2026-11-23T11:59:40Z', now)).toBe('just now');
    expect(formatAgo('2026-11-23T11:55:00Z', now)).toBe('5 min ago');
    expect(formatAgo('2026-11-23T09:00:00Z', now)).toBe('3 h ago');
    expect(formatAgo('2026-11-22T10:00:00Z', now)).toBe('yesterday');
    expect(formatAgo('2026-11-01T12:00:00Z', now)).toBe('Nov 1, 2026');
  });

  it('forgives a clock that runs behind', () => {
    expect(formatAgo('2026-11-23T12:00:30Z', now)).toBe('just now');
  });
});
