const anyKey = /umbra_([0-9a-f]{16})_[0-9a-f]+/g;

/**
 * The address of a request as the log may have it: without its query, where signatures and typed
 * texts stand, and without the secret of a key that somebody put into the path.
 */
export function loggedAddress(url: string): string {
  const [path = ''] = url.split('?');
  return path.replaceAll(anyKey, 'umbra_$1_...');
}
