import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { LOGGER } from '../logger.js';
import { readModelFacts } from '../models/model-facts.js';
import { ModelsRepository } from '../models/models.repository.js';
import { Blobs } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import type { GalleryRow, ModelRow } from '../persistence/tables.js';
import { CalibrationsRepository } from '../serving/calibrations.repository.js';
import { VectorsRepository } from '../serving/vectors.repository.js';
import { ArchiveWriter } from './archive-writer.js';
import { type ItemWithVectors, TransferRepository } from './transfer.repository.js';
import {
  itemsPerFile,
  type TransferGallery,
  type TransferItem,
  transferNames,
} from './transfer-format.js';

/** Writes a gallery into one file while it is read; items may come and go meanwhile. */
@Injectable()
export class GalleryExport {
  constructor(
    private readonly transfers: TransferRepository,
    private readonly models: ModelsRepository,
    private readonly calibrations: CalibrationsRepository,
    private readonly vectors: VectorsRepository,
    private readonly blobs: Blobs,
    private readonly home: Home,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(gallery: GalleryRow): Readable {
    const archive = new ArchiveWriter();
    this.write(archive, gallery).catch((error: unknown) => {
      this.logger.warn({ err: error, gallery: gallery.id }, 'an export broke off');
      archive.fail(error);
    });
    return archive.stream;
  }

  private async write(archive: ArchiveWriter, gallery: GalleryRow): Promise<void> {
    const model = await this.models.find(gallery.model_id);
    invariant(model, 'a gallery is served by a model that is there');
    const backbone = await this.backboneOf(model);
    const facts = await this.factsOf(gallery, model, backbone);
    await archive.add(transferNames.gallery, Buffer.from(JSON.stringify(facts, null, 2)));
    if (model.kind === 'trained') {
      await addFolder(archive, 'model', this.home.model(model.id));
      const trained = await this.transfers.trainedPictures(model.id);
      const lines = trained.map((sha256) => `${sha256}\n`).join('');
      await archive.add(transferNames.trained, Buffer.from(lines));
    }
    if (backbone !== null) {
      await addFolder(archive, 'backbone', join(this.home.backbones, backbone));
    }
    await this.writeItems(archive, { gallery: gallery.id, model: model.id });
    await archive.finish();
  }

  private async factsOf(
    gallery: GalleryRow,
    model: ModelRow,
    backbone: string | null,
  ): Promise<TransferGallery> {
    const { kind, name, dimension, bytes } = model;
    return {
      format: 'umbra-gallery',
      version: 1,
      name: gallery.name,
      description: gallery.description,
      rerank: gallery.rerank,
      items: await this.vectors.countVectors({ gallery: gallery.id, model: model.id }),
      model: {
        ...{ kind, name, dimension, bytes, backbone },
        embeddingDimension: model.embedding_dimension,
        facts: readModelFacts(model),
        createdAt: model.created_at,
      },
      calibration: await this.calibrations.find({ gallery: gallery.id, model: model.id }),
    };
  }

  private async writeItems(
    archive: ArchiveWriter,
    set: { readonly gallery: string; readonly model: string },
  ): Promise<void> {
    const written = new Set<string>();
    for (let after = '', number = 1; ; number++) {
      const rows = await this.transfers.itemsAfter(set, { after, limit: itemsPerFile });
      const last = rows.at(-1);
      if (last === undefined) {
        return;
      }
      const lines: string[] = [];
      for (const row of rows) {
        if (row.sha256 === null || (await this.hasWritten(archive, row.sha256, written))) {
          lines.push(`${JSON.stringify(lineOf(row))}\n`);
        }
      }
      const name = `items/${String(number).padStart(6, '0')}.ndjson`;
      await archive.add(name, Buffer.from(lines.join('')));
      after = last.id;
    }
  }

  /** False for a picture whose item was deleted while the export went on. */
  private async hasWritten(
    archive: ArchiveWriter,
    sha256: string,
    written: Set<string>,
  ): Promise<boolean> {
    if (!written.has(sha256)) {
      const bytes = await readFile(this.blobs.pathOf(sha256)).catch(() => null);
      if (bytes === null) {
        return false;
      }
      await archive.add(`images/${sha256}`, bytes);
      written.add(sha256);
    }
    return true;
  }

  /** The hash of the network that a trained model stands on, by its card. */
  private async backboneOf({ id, kind }: ModelRow): Promise<string | null> {
    if (kind !== 'trained') {
      return null;
    }
    const text = await readFile(join(this.home.model(id), 'umbra.json'), 'utf8');
    const card = JSON.parse(text) as { backbone?: { sha256: string } };
    return card.backbone?.sha256 ?? null;
  }
}

async function addFolder(archive: ArchiveWriter, name: string, folder: string): Promise<void> {
  for (const file of (await readdir(folder)).sort()) {
    await archive.addFile(`${name}/${file}`, join(folder, file));
  }
}

function lineOf(row: ItemWithVectors): TransferItem {
  return {
    externalId: row.external_id,
    label: row.label,
    metadata: JSON.parse(row.metadata) as TransferItem['metadata'],
    sha256: row.sha256,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    shadow: Buffer.from(row.shadow).toString('base64'),
    embedding: Buffer.from(row.embedding).toString('base64'),
  };
}
