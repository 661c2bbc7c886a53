const integers = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** 12345 -> "12,345" */
export function formatCount(value: number): string {
  return integers.format(value);
}

/** 12345 -> "12.3K" */
export function formatCompact(value: number): string {
  return compact.format(value);
}

/** (1, 'picture') -> "1 picture", (2, 'picture') -> "2 pictures" */
export function formatQuantity(value: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(value)} ${value === 1 ? noun : plural}`;
}

/**
 * A share as a percentage with one decimal: 0.9834 -> "98.3%". Never rounds up to 100% nor down to
 * 0%: a share that looks perfect is perfect.
 */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return '–';
  const percent = share * 100;
  if (share < 1 && percent > 99.9) return '99.9%';
  if (share > 0 && percent < 0.1) return '0.1%';
  return `${percent.toFixed(Number.isInteger(percent) ? 0 : 1)}%`;
}

/** Percentage points between two shares, with its sign: (0.98, 0.81) -> "+17.0" */
export function formatPoints(share: number, reference: number): string {
  const points = (share - reference) * 100;
  const text = Math.abs(points).toFixed(1);
  if (text === '0.0') return '±0.0';
  return points > 0 ? `+${text}` : `−${text}`;
}

/** Four significant digits at most, plain notation: loss values and distances. */
export function formatMeasure(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return value.toFixed(digits);
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** 1536 -> "1.5 KB"; steps of 1024 as file managers show them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const name = units[unit] ?? 'bytes';
  if (unit === 0) return value === 1 ? '1 byte' : `${value} bytes`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${name}`;
}
