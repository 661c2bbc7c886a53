import type { Client } from 'openapi-fetch';
import type { paths } from './generated/schema.gen.js';
import { problemOf, UmbraProblem, unexpectedAnswer, unreachable } from './problem.js';
import { isAbortReason } from './transport.js';

/** The typed client underneath: every path of the API by its address. */
export type RawClient = Client<paths>;

type Outcome<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response };

/** The data of a call, or an UmbraProblem. An aborted call throws the signal's reason. */
export async function answer<Data>(
  call: Promise<Outcome<Data>>,
  signal?: AbortSignal | undefined,
): Promise<Data> {
  let outcome: Outcome<Data>;
  try {
    outcome = await call;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UmbraProblem || isAbortReason(error)) throw error;
    // A success whose body is not JSON, such as the page of a server that is not Umbra.
    throw error instanceof SyntaxError ? unexpectedAnswer(200, error) : unreachable(error);
  }
  if (!outcome.response.ok) throw problemOf(outcome.response.status, outcome.error);
  return outcome.data as Data;
}

/** For calls that answer with nothing. */
export async function done(
  call: Promise<Outcome<unknown>>,
  signal?: AbortSignal | undefined,
): Promise<void> {
  await answer(call, signal);
}

/** The same object without its undefined entries: `{ cursor: undefined }` asks for no cursor. */
export function given<Values extends object>(
  values: Values,
): { [Name in keyof Values]: Exclude<Values[Name], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as {
    [Name in keyof Values]: Exclude<Values[Name], undefined>;
  };
}
