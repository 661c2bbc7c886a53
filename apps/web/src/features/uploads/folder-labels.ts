/**
 * Labels of pictures that were dropped as folders. The folder a picture lies in is its label;
 * folders above that all pictures share say nothing and are left out: `parts/washer/a.png`,
 * `parts/bolt/b.png` -> washer, bolt. Loose pictures have no label. The trainer reads data sets
 * from disk by the same rule.
 */
export function folderLabels(paths: readonly string[]): (string | null)[] {
  const folders = paths.map(foldersOf);
  const shared = sharedDepth(folders.filter((segments) => segments.length > 0));
  return folders.map((segments) =>
    segments.length === 0 ? null : segments.slice(shared).join('/'),
  );
}

/** "./parts/washer/a.png" -> ["parts", "washer"] */
function foldersOf(path: string): string[] {
  return path
    .split('/')
    .slice(0, -1)
    .filter((segment) => segment !== '' && segment !== '.');
}

/** How many leading folders all lists share, short of swallowing any list whole. */
function sharedDepth(lists: readonly string[][]): number {
  const first = lists[0];
  if (first === undefined) return 0;
  const deepest = Math.min(...lists.map((list) => list.length - 1));
  let depth = 0;
  while (depth < deepest && lists.every((list) => list[depth] === first[depth])) depth += 1;
  return depth;
}
