'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Patch = Readonly<Record<string, string | null>>;

/**
 * What a page shows stands in its address, so that every state can be sent as a link. Written by
 * the history itself: the router would fetch the page's data again, and there is none.
 */
export function useQueryParams() {
  const params = useSearchParams();
  const set = useCallback((patch: Patch, how: 'push' | 'replace' = 'push') => {
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(patch)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    const query = next.toString();
    const address = query === '' ? window.location.pathname : `?${query}`;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }, []);
  return { params, set };
}
