import { Registry } from 'prom-client';

/**
 * What `/metrics` tells. A feature that has something to tell registers a metric of its own here,
 * named `umbra_<what>_<unit>`; a gauge that is asked for its value (`collect`) costs nothing
 * meanwhile. Galleries are told by their ids, since the page needs no key.
 */
export class MetricsRegistry extends Registry {}
