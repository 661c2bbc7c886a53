/**
 * Where signing in leads back to: a path of this console, never another site and never the sign-in
 * page itself.
 */
export function safeReturnPath(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  const origin = 'http://console.invalid';
  let url: URL;
  try {
    url = new URL(next, origin);
  } catch {
    return '/';
  }
  if (url.origin !== origin || url.pathname.startsWith(signInPath)) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}

export const signInPath = '/sign-in/';

/** The sign-in page, remembering where one was. */
export function signInPathFrom(here: { pathname: string; search: string }): string {
  const back = safeReturnPath(`${here.pathname}${here.search}`);
  return back === '/' ? signInPath : `${signInPath}?next=${encodeURIComponent(back)}`;
}
