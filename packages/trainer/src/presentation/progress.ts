import { Presets, SingleBar } from 'cli-progress';

interface ProgressState {
  readonly done: number;
  readonly total: number;
  /** What stands behind the bar. */
  readonly note: string;
}

/** One line on the terminal that is drawn over. */
export interface Progress {
  show(state: ProgressState): void;
  /** Clears the line, so that other text can be written. */
  clear(): void;
}

/** A bar on a terminal; nothing where the stream is a file or a pipe. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) {
    return { show: () => {}, clear: () => {} };
  }
  let bar: SingleBar | undefined;
  return {
    show: ({ done, total, note }) => {
      if (bar === undefined) {
        bar = new SingleBar(
          {
            stream,
            format: '{bar} {percentage} % | {note}',
            barsize: 24,
            hideCursor: true,
            clearOnComplete: true,
            linewrap: false,
            gracefulExit: false,
            fps: 10,
          },
          Presets.shades_classic,
        );
        bar.start(total, done, { note });
      }
      bar.setTotal(total);
      bar.update(done, { note });
    },
    clear: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
