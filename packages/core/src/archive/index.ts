export { type ArchiveEntry, type ArchiveLimits, archiveLimits } from './archive-entry.js';
export { insidePath, isPictureName } from './entry-path.js';
export { FolderLabels } from './folder-labels.js';
export {
  type Archive,
  type ArchiveKind,
  archiveKind,
  archiveKinds,
  readArchive,
} from './read-archive.js';
