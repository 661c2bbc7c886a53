/** The files of a report's folder. */
export const reportFiles = {
  page: 'index.html',
  report: 'report.json',
  /** `umbra train --config` takes it as it is. */
  config: 'config.json',
} as const;
