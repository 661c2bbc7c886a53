/** Bytes as people say them: "830 MB", "1.4 GB". */
export function memory(bytes: number): string {
  return bytes < 999.5e6 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
