'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { signInPathFrom } from './return-path';
import { isSignedIn, subscribeSignedIn } from './signed-in';

interface SessionGuardProps {
  readonly children: ReactNode;
  /** Stands in the exported page, until the browser says who is there. */
  readonly fallback: ReactNode;
}

/** Shows a page to those who have signed in and leads the others to the sign-in page and back. */
export function SessionGuard({ children, fallback }: SessionGuardProps) {
  const router = useRouter();
  const signedIn = useSyncExternalStore<boolean | null>(subscribeSignedIn, isSignedIn, () => null);
  useEffect(() => {
    if (signedIn === false) router.replace(signInPathFrom(window.location));
  }, [signedIn, router]);
  return signedIn ? children : fallback;
}
