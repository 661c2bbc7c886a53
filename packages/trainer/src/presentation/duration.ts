/** Seconds as people say them: "8 s", "10 min", "3 min 5 s", "2 h 10 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (whole < 60) {
    return `${whole} s`;
  }
  const rest = whole % 60 === 0 ? '' : ` ${whole % 60} s`;
  return minutes < 60
    ? `${minutes} min${rest}`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
