const pictureExtension = /\.(?:jpe?g|png|webp|gif|tiff?|avif)$/i;

/** A picture by its name; hidden files and what macOS adds to archives are not. */
export function isPictureName(path: string): boolean {
  const segments = path.split('/');
  const visible = segments.every((segment) => segment !== '__MACOSX' && !/^\.[^.]/.test(segment));
  return visible && pictureExtension.test(path);
}

/** `./a//b` as `a/b`; null for a path that leads out of the archive or is no path at all. */
export function insidePath(path: string): string | null {
  const absolute = path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
  const segments = path.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.');
  if (absolute || segments.includes('..') || path.includes('\0') || segments.length === 0) {
    return null;
  }
  return segments.join('/');
}
