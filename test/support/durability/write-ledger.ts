/**
 * What an API has acknowledged, by key: an item's external id, or a gallery whose model changes.
 * After a kill a write that was cut off may have happened or not: both are right. Whoever writes
 * waits for one write of a key before the next.
 */
export interface WriteLedger {
  /** Does a write that leaves the key in `state`, null for gone. One that fails is in doubt. */
  write(key: string, state: string | null, work: () => Promise<unknown>): Promise<void>;
  /** What is certain of a key. */
  certain(key: string): string | null;
  /** How many writes were acknowledged. */
  readonly acknowledged: number;
  /** The keys that were written since the last comparison. */
  touched(): readonly string[];
  /**
   * Takes what is there as certain from here on, and tells what was not as acknowledged: gone,
   * older, back again, or never asked for.
   */
  compare(found: ReadonlyMap<string, string>): string[];
}

interface Entry {
  readonly certain: string | null;
  readonly inDoubt: ReadonlySet<string | null>;
  readonly isTouched: boolean;
}

const absent: Entry = { certain: null, inDoubt: new Set(), isTouched: false };

export function writeLedger(): WriteLedger {
  const entries = new Map<string, Entry>();
  const entryOf = (key: string): Entry => entries.get(key) ?? absent;
  let acknowledged = 0;
  return {
    get acknowledged() {
      return acknowledged;
    },
    certain: (key) => entryOf(key).certain,
    touched: () => [...entries].filter(([, { isTouched }]) => isTouched).map(([key]) => key),
    write: async (key, state, work) => {
      const { certain, inDoubt } = entryOf(key);
      entries.set(key, { certain, inDoubt: new Set([...inDoubt, state]), isTouched: true });
      await work();
      entries.set(key, { certain: state, inDoubt: new Set(), isTouched: true });
      acknowledged++;
    },
    compare: (found) => {
      const wrong: string[] = [];
      for (const key of new Set([...entries.keys(), ...found.keys()])) {
        const { certain, inDoubt } = entryOf(key);
        const state = found.get(key) ?? null;
        if (state !== certain && !inDoubt.has(state)) {
          wrong.push(`${key} is ${state}, and was acknowledged as ${certain}`);
        }
        entries.set(key, { certain: state, inDoubt: new Set(), isTouched: false });
      }
      return wrong;
    },
  };
}
