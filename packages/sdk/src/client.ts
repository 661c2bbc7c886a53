import createRawClient from 'openapi-fetch';
import { answer, given } from './answer.js';
import { auditOf } from './audit.js';
import { calibrationOf } from './calibration.js';
import { eventsOf } from './change-events.js';
import { examplesOf } from './examples.js';
import { galleriesOf } from './galleries.js';
import type { paths } from './generated/schema.gen.js';
import { importOf } from './item-import.js';
import { itemsOf } from './items.js';
import { jobsOf, promoteOf, rollbackOf } from './jobs.js';
import { keysOf } from './keys.js';
import { modelsOf } from './models.js';
import { pocOf } from './poc.js';
import { searchBatchOf, searchOf } from './search.js';
import { sessionOf } from './session.js';
import { trainingRunsOf, trainOf } from './training-runs.js';
import { type Fetch, type Patience, patientFetch } from './transport.js';
import type { CallOptions, Info, Limits } from './types.js';

export interface ClientOptions extends Patience {
  /**
   * Where Umbra answers, such as `http://127.0.0.1:3000`. Empty in a page that Umbra itself serves.
   */
  readonly baseUrl: string;
  /** Left out in a page, where the session's cookie speaks for the user. */
  readonly key?: string | undefined;
  /** Instead of the platform's own. */
  readonly fetch?: Fetch | undefined;
}

/**
 * A client of one Umbra server, for Node 20 and browsers. Calls throw {@link UmbraProblem}.
 *
 * @example
 * const umbra = createClient({ baseUrl: 'http://127.0.0.1:3000', key });
 * await umbra.items.upload({ gallery: 'parts', image, label: 'washer' });
 * const { hits } = await umbra.search({ gallery: 'parts', image: photo, limit: 5 });
 */
export function createClient(options: ClientOptions): Umbra {
  return Object.assign(resourcesOf(options), {
    with: (changes: Partial<ClientOptions>) => createClient({ ...options, ...given(changes) }),
  });
}

export type Umbra = ReturnType<typeof resourcesOf> & {
  /**
   * The same client with other options, for some calls: `umbra.with({ timeoutMs: 500 }).search(…)`.
   */
  readonly with: (changes: Partial<ClientOptions>) => Umbra;
};

function resourcesOf({ baseUrl, key, fetch, ...patience }: ClientOptions) {
  const root = baseUrl.replace(/\/+$/, '');
  const raw = createRawClient<paths>({
    baseUrl: root,
    credentials: 'same-origin',
    ...(key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }),
    fetch: patientFetch(fetch, patience),
  });
  const address = (path: string): string => `${root}${path}`;
  const runs = trainingRunsOf(raw);
  const jobs = jobsOf(raw);
  return {
    galleries: galleriesOf(raw, jobs),
    items: itemsOf(raw, jobs, address),
    examples: examplesOf(raw, address),
    search: searchOf(raw),
    searchBatch: searchBatchOf(raw),
    import: importOf(raw, jobs),
    calibration: calibrationOf(raw),
    train: trainOf(raw, runs),
    runs,
    events: eventsOf(raw),
    poc: pocOf(raw),
    models: modelsOf(raw),
    promote: promoteOf(raw, jobs),
    rollback: rollbackOf(raw, jobs),
    jobs,
    keys: keysOf(raw),
    audit: auditOf(raw),
    session: sessionOf(raw),
    /** Version, limits, and how far the sample gallery is. */
    info: ({ signal }: CallOptions = {}): Promise<Info> =>
      answer(raw.GET('/v1/info', given({ signal })), signal),
    /** What may be asked for at most: the numbers by which requests are checked. */
    limits: ({ signal }: CallOptions = {}): Promise<Limits> =>
      answer(raw.GET('/v1/limits', given({ signal })), signal),
    /** Figures in the text format of Prometheus. */
    metrics: ({ signal }: CallOptions = {}): Promise<string> =>
      answer(raw.GET('/metrics', { parseAs: 'text', ...given({ signal }) }), signal),
    /** The typed client underneath, for whatever is not covered above. */
    raw,
  };
}
