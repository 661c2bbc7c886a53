import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatMeasure,
  formatPoints,
  formatQuantity,
  formatShare,
} from './numbers';

describe('formatShare', () => {
  it('keeps one decimal and drops it where it says nothing', () => {
    expect(formatShare(0.9834)).toBe('98.3%');
    expect(formatShare(0.5)).toBe('50%');
    expect(formatShare(1)).toBe('100%');
    expect(formatShare(0)).toBe('0%');
  });

  it('never rounds up to perfect or down to nothing', () => {
    expect(formatShare(0.99999)).toBe('99.9%');
    expect(formatShare(0.00001)).toBe('0.1%');
  });

  it('shows a dash where nothing was measured', () => {
    expect(formatShare(null)).toBe('–');
    expect(formatShare(undefined)).toBe('–');
    expect(formatShare(Number.NaN)).toBe('–');
  });
});

describe('formatPoints', () => {
  it('carries the sign and calls a tie a tie', () => {
    expect(formatPoints(0.98, 0.81)).toBe('+17.0');
    expect(formatPoints(0.5, 0.625)).toBe('−12.5');
    expect(formatPoints(0.50001, 0.5)).toBe('±0.0');
  });
});

describe('formatBytes', () => {
  it('steps by 1024 and never shows a thousand and something', () => {
    expect(formatBytes(0)).toBe('0 bytes');
    expect(formatBytes(1)).toBe('1 byte');
    expect(formatBytes(1023)).toBe('1023 bytes');
    expect(formatBytes(1024)).toBe('1.0 KB');
    expect(formatBytes(1536)).toBe('1.5 KB');
    expect(formatBytes(20 * 2 ** 20)).toBe('20 MB');
    expect(formatBytes(2 ** 20 - 1)).toBe('1.0 MB');
  });
});

describe('plain numbers', () => {
  it('groups thousands and agrees with the noun', () => {
    expect(formatCount(12_345)).toBe('12,345');
    expect(formatQuantity(1, 'picture')).toBe('1 picture');
    expect(formatQuantity(0, 'picture')).toBe('0 pictures');
    expect(formatQuantity(2, 'class', 'classes')).toBe('2 classes');
  });

  it('shows a dash for what is no number', () => {
    expect(formatMeasure(0.12345)).toBe('0.123');
    expect(formatMeasure(null)).toBe('–');
    expect(formatMeasure(Number.POSITIVE_INFINITY)).toBe('–');
  });
});
