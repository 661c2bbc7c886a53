/**
 * Starts the wasm module without the listeners that it leaves on the process.
 *
 * Emscripten's glue adds one for 'uncaughtException' and one for 'unhandledRejection', and both
 * throw: they would end an application that handles such events itself, and take its own exit code
 * away. They are found by their text, because others may add listeners while the module is loading.
 */
const added: Readonly<Record<'uncaughtException' | 'unhandledRejection', RegExp>> = {
  uncaughtException: /instanceof ExitStatus/,
  unhandledRejection: /throw reason/,
};

export async function withoutProcessListeners<Result>(
  start: () => Promise<Result>,
): Promise<Result> {
  const events = Object.keys(added) as (keyof typeof added)[];
  const before = new Set(events.flatMap((event) => process.listeners(event as never)));
  try {
    return await start();
  } finally {
    for (const event of events) {
      for (const listener of process.listeners(event as never)) {
        if (!before.has(listener) && added[event].test(String(listener))) {
          process.removeListener(event, listener);
        }
      }
    }
  }
}
