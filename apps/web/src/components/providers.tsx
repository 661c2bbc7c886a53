'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { Tooltip } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { describeProblem } from '../api/problem';
import { signInPath, signInPathFrom } from '../features/session/return-path';
import { noteSignedIn } from '../features/session/signed-in';

const retriesMax = 2;

export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [client] = useState(() => createQueryClient((path) => router.replace(path)));
  return (
    <QueryClientProvider client={client}>
      <Tooltip.Provider delayDuration={400}>{children}</Tooltip.Provider>
    </QueryClientProvider>
  );
}

function createQueryClient(go: (path: string) => void): QueryClient {
  /**
   * A session that ended anywhere leads to the sign-in page and, from there, back to where one was.
   */
  const onError = (error: unknown) => {
    if (describeProblem(error).code !== 'unauthorized') return;
    if (window.location.pathname.startsWith(signInPath)) return;
    noteSignedIn(false);
    client.clear();
    go(signInPathFrom(window.location));
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What the API refuses it refuses again; only a lost connection or a busy server deserves
        // another try.
        retry: (failures, error) => failures < retriesMax && describeProblem(error).transient,
      },
    },
  });
  return client;
}
