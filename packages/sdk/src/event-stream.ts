import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** The messages of one answer in the event-stream format, until it ends. */
export async function* eventStream(
  body: ReadableStream<Uint8Array>,
  { silenceMsMax }: { readonly silenceMsMax: number },
): AsyncGenerator<EventSourceMessage, void, undefined> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => arrived.push(message) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), silenceMsMax);
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield* arrived.splice(0);
    }
  } finally {
    // Also when the reader of the events has had enough: this ends the connection.
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * The server sends a comment every 15 seconds: longer silence is a connection that died without a
 * word.
 */
async function inTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the stream fell silent')), milliseconds);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
