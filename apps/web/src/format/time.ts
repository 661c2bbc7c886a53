const minute = 60;
const hour = 3600;
const day = 86_400;

/** Seconds in two units at most: 75 -> "1 min 15 s", 3 -> "3 s", 7300 -> "2 h 1 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minute) return `${whole} s`;
  if (whole < hour) {
    const rest = whole % minute;
    return rest === 0 ? `${whole / minute} min` : `${Math.floor(whole / minute)} min ${rest} s`;
  }
  const minutes = Math.floor((whole % hour) / minute);
  const hours = Math.floor(whole / hour);
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** What an answer took: "3.4 ms", "87 ms", "1.2 s". */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** What is left of work, said as loosely as it is known: "about 2 min left". */
export function formatTimeLeft(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds)) return null;
  if (seconds < 5) return 'a few seconds left';
  if (seconds < minute) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  if (seconds < hour) return `about ${Math.round(seconds / minute)} min left`;
  return `about ${formatDuration(Math.round(seconds / (5 * minute)) * 5 * minute)} left`;
}

/** "just now", "5 min ago", "3 h ago", "yesterday", then the date. */
export function formatAgo(iso: string, now: number): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (seconds < 45) return 'just now';
  if (seconds < hour) return `${Math.max(1, Math.round(seconds / minute))} min ago`;
  if (seconds < day) return `${Math.round(seconds / hour)} h ago`;
  if (seconds < 2 * day) return 'yesterday';
  return formatDate(iso);
}

const dates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

function formatDate(iso: string): string {
  return dates.format(new Date(iso));
}

export function formatMoment(iso: string): string {
  return moments.format(new Date(iso));
}
