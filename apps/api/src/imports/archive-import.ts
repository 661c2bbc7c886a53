import {
  type Archive,
  type ArchiveEntry,
  type ArchiveKind,
  archiveLimits,
  FolderLabels,
  readArchive,
} from '@umbra/core/archive';
import { UmbraError } from '@umbra/core/errors';
import type { NewItem } from '../items/item-filing.js';
import { importLimits } from './import-limits.js';
import type { ImportEntry, ImportSource } from './import-source.js';
import { checkedFields } from './imported-fields.js';

/**
 * An archive of `<label>/<picture>`: the folders that differ are the labels, and the path of a
 * picture is its external id, so that the same archive again changes nothing.
 */
export function archiveImport(path: string, kind: ArchiveKind): ImportSource {
  const limits = { ...archiveLimits, entriesMax: importLimits.entriesMax };
  const archive: Archive = { path, kind, name: 'The archive', limits };
  const labels = new FolderLabels();
  return {
    async survey(signal) {
      let count = 0;
      for await (const entry of readArchive(archive, signal)) {
        count += 1;
        if (entry.refusal === null) {
          labels.see(entry.path);
        }
      }
      return count;
    },
    async *read(after, signal) {
      let position = 0;
      for await (const entry of readArchive(archive, signal)) {
        position += 1;
        if (position > after) {
          const item = await itemOf(entry, labels.labelOf(entry.path));
          yield { position, name: entry.path, item, bytes: entry.size } satisfies ImportEntry;
        }
      }
    },
  };
}

async function itemOf(entry: ArchiveEntry, label: string): Promise<NewItem | UmbraError> {
  const { path, refusal, read } = entry;
  if (refusal !== null) {
    return new UmbraError('invalid_request', refusal);
  }
  const fields = checkedFields({ label, externalId: path });
  if (fields instanceof UmbraError) {
    return fields;
  }
  try {
    return { fields, content: { kind: 'picture', bytes: await read() } };
  } catch (cause) {
    const message = `It cannot be unpacked (${(cause as Error).message}).`;
    return new UmbraError('damaged_image', message, { cause });
  }
}
