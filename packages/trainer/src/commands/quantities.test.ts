import { expect, it } from 'vitest';
import { bytes, seconds } from './quantities.js';

it('reads times and amounts of memory as people write them', () => {
  expect(['90s', '10m', '1.5 h', '2min', '0.5S'].map(seconds)).toEqual([90, 600, 5400, 120, 0.5]);
  expect(['512MB', '2GB', '2GiB', '1.5kb'].map(bytes)).toEqual([512e6, 2e9, 2 ** 31, 1500]);
});

it.each(['', '10', 'ten m', '-1m', '0s', '1d', '1e3s', '1m2s'])('refuses %j as a time', (text) => {
  expect(() => seconds(text)).toThrow('such as 90s, 10m or 1.5h');
});

it.each(['', '2', 'GB', '-1GB', '0MB', '2TB2'])('refuses %j as an amount of memory', (text) => {
  expect(() => bytes(text)).toThrow('such as 512MB or 2GB');
});
