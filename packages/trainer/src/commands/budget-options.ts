import { InvalidArgumentError } from 'commander';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600 };

/** "90s", "10m", "1.5h", or seconds alone. */
export function seconds(text: string): number {
  const [, number = '', unit = 's'] = /^(\d+(?:\.\d+)?)\s*(s|m|min|h)?$/.exec(text.trim()) ?? [];
  const value = Number(number) * (unitSeconds[unit] ?? 1);
  if (number === '' || value <= 0) {
    throw new InvalidArgumentError('It must be a time such as 90s, 10m or 1h.');
  }
  return value;
}
