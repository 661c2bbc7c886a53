/**
 * Labels from folders: a picture's label is the folders above it, without those that all pictures
 * have in common. Where everything lies in one folder, that folder is the label. Sees the paths one
 * by one and keeps none, so that it serves archives of any length; pictures that lie in no folder
 * do not count, since they get no label whatever is left out.
 */
export class FolderLabels {
  #shared: readonly string[] | null = null;
  #isOneFolder = true;

  static of(paths: Iterable<string>): FolderLabels {
    const labels = new FolderLabels();
    for (const path of paths) {
      labels.see(path);
    }
    return labels;
  }

  see(path: string): void {
    const folders = foldersOf(path);
    if (folders.length === 0) {
      return;
    }
    const before = this.#shared ?? folders;
    const differs = before.findIndex((name, at) => name !== folders[at]);
    this.#shared = differs === -1 ? before : before.slice(0, differs);
    this.#isOneFolder &&= differs === -1 && folders.length === before.length;
  }

  /** The leading folders that all paths have in common. */
  get shared(): readonly string[] {
    return this.#shared ?? [];
  }

  /** By all the paths that were seen; empty for a picture outside the folders that name labels. */
  labelOf(path: string): string {
    const { length } = this.shared;
    const unlabelling = this.#isOneFolder ? Math.max(0, length - 1) : length;
    return foldersOf(path).slice(unlabelling).join('/');
  }
}

function foldersOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}
