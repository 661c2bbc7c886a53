/** Light, dark, or as the system has it; kept in this browser only. */
export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'umbra-theme';
const darkQuery = '(prefers-color-scheme: dark)';
const listeners = new Set<() => void>();

/** Runs in the head before the first paint, so that no page flashes in the wrong theme. */
export const themeScript = `(function(){try{var t=localStorage.getItem('${storageKey}')}catch(e){}
var d=t==='dark'||(t!=='light'&&matchMedia('${darkQuery}').matches);
document.documentElement.dataset.theme=d?'dark':'light'})()`;

export function currentTheme(): Theme {
  const stored = readStored();
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // A browser that stores nothing still shows the theme until the page is left.
  }
  applyTheme(theme);
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows the system while it is asked to; returns how to stop. */
export function followSystemTheme(): () => void {
  const query = window.matchMedia(darkQuery);
  const follow = () => applyTheme(currentTheme());
  query.addEventListener('change', follow);
  return () => query.removeEventListener('change', follow);
}

function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && window.matchMedia(darkQuery).matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
