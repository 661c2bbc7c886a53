import { Injectable } from '@nestjs/common';
import { Database } from '../persistence/database.js';
import type { GalleryRow } from '../persistence/tables.js';
import type { Filter } from './filter.schema.js';
import { filteredLabels } from './filter-query.js';

const keptMax = 64;
const keptLabelsMax = 16_000_000; // 64 MB

/**
 * What filters allow. Most filters come again and again, so what one found is kept until the
 * gallery changes; the index knows the kept array again, too.
 */
@Injectable()
export class FilteredLabels {
  readonly #kept = new Map<string, Uint32Array>();
  #keptLabels = 0;

  constructor(private readonly database: Database) {}

  /** `gallery` as it is now: its revisions tell whether what was found before still holds. */
  async of(gallery: GalleryRow, model: string, filter: Filter): Promise<Uint32Array> {
    const { id, revision, fields_revision } = gallery;
    const key = JSON.stringify([id, revision, fields_revision, model, filter]);
    const labels = this.#kept.get(key) ?? (await this.#find(gallery.id, model, filter));
    this.#forget(key);
    this.#kept.set(key, labels); // now the last in the map's order: the most recently used
    this.#keptLabels += labels.length;
    this.#makeRoom();
    return labels;
  }

  async #find(gallery: string, model: string, filter: Filter): Promise<Uint32Array> {
    const rows = await filteredLabels(this.database, { gallery, model }, filter).execute();
    return Uint32Array.from(rows, ({ label }) => label);
  }

  #forget(key: string): void {
    this.#keptLabels -= this.#kept.get(key)?.length ?? 0;
    this.#kept.delete(key);
  }

  #makeRoom(): void {
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= keptMax && this.#keptLabels <= keptLabelsMax) {
        return;
      }
      this.#forget(key);
    }
  }
}
