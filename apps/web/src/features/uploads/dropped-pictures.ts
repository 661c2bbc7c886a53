import { folderLabels } from './folder-labels';

/** A file that was chosen or dropped, with the label that its folder suggests. */
export interface DroppedPicture {
  readonly file: File;
  readonly folderLabel: string | null;
}

interface FileWithPath extends File {
  /** Set by react-dropzone for what was dropped as a folder. */
  readonly path?: string;
}

export function droppedPictures(files: readonly FileWithPath[]): DroppedPicture[] {
  const labels = folderLabels(files.map((file) => file.path ?? file.webkitRelativePath));
  return files.map((file, index) => ({ file, folderLabel: labels[index] ?? null }));
}

export interface LabelGroup {
  readonly label: string | null;
  readonly count: number;
}

/** How many pictures each folder brings, the largest first. */
export function labelGroups(pictures: readonly DroppedPicture[]): LabelGroup[] {
  const counts = new Map<string | null, number>();
  for (const { folderLabel } of pictures) {
    counts.set(folderLabel, (counts.get(folderLabel) ?? 0) + 1);
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label ?? '').localeCompare(b.label ?? ''));
}
