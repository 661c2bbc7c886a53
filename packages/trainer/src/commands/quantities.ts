/** Amounts of time and memory as people write them on a command line. */
import { InvalidArgumentError } from 'commander';

const secondsOf: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3600 };

const bytesOf: Readonly<Record<string, number>> = {
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** "90s", "10m" or "1.5h" in seconds. */
export function seconds(text: string): number {
  return quantity(text, secondsOf, 'It must be a time such as 90s, 10m or 1.5h.');
}

/** "512MB", "2GB" (10^9) or "2GiB" (2^30) in bytes. */
export function bytes(text: string): number {
  return quantity(text, bytesOf, 'It must be an amount of memory such as 512MB or 2GB.');
}

function quantity(text: string, units: Readonly<Record<string, number>>, message: string): number {
  const [, number = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const value = Number(number) * (units[unit.toLowerCase()] ?? Number.NaN);
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError(message);
  }
  return value;
}
