/**
 * Whether this browser has signed in. The session's cookie is out of reach for scripts, so a note
 * beside it saves asking the API, and failing, on every first visit. The note grants nothing: the
 * API checks the cookie on every request.
 */
const storageKey = 'umbra-signed-in';
const listeners = new Set<() => void>();
// Where nothing can be stored, the note lives as long as the page.
let remembered = false;

export function isSignedIn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null || remembered;
  } catch {
    return remembered;
  }
}

export function noteSignedIn(signedIn: boolean): void {
  remembered = signedIn;
  try {
    if (signedIn) localStorage.setItem(storageKey, '1');
    else localStorage.removeItem(storageKey);
  } catch {
    // See above.
  }
  for (const listener of listeners) listener();
}

/** Also hears of signing in and out in other tabs. */
export function subscribeSignedIn(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
