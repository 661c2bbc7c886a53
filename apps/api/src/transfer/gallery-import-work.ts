import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { imageLimits, inspectImage } from '@umbra/core/image';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { ImportStore } from '../imports/import-store.js';
import type { JobControl, JobWork } from '../jobs/job-work.js';
import { BlobSweep } from '../persistence/blob-sweep.js';
import { Blobs, sha256Of } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import type { GalleryRow, JobRow } from '../persistence/tables.js';
import { CalibrationsRepository } from '../serving/calibrations.repository.js';
import {
  checkArchive,
  damaged,
  parsedJson,
  readArchiveEntries,
  readWhole,
  type TransferEntry,
} from './archive-reader.js';
import { type ArrivingGallery, itemsOf, type PictureFacts } from './arriving-items.js';
import { ArrivingModel } from './arriving-model.js';
import { TransferRepository } from './transfer.repository.js';
import { entryBytesMax, type TransferGallery, transferGallerySchema } from './transfer-format.js';

export interface GalleryImportInput {
  /** The ids that the gallery and its model are going to have. */
  readonly gallery: string;
  readonly model: string;
  /** Instead of the name that it had. */
  readonly name: string | null;
}

/**
 * Makes a gallery of an exported file. The file is compared with its sums from end to end before
 * anything is made of it; the gallery is seen by nobody before it is whole. What fails, or is cut
 * off, is taken back.
 */
@Injectable()
export class GalleryImportWork implements JobWork {
  constructor(
    private readonly store: ImportStore,
    private readonly transfers: TransferRepository,
    private readonly galleries: GalleriesRepository,
    private readonly calibrations: CalibrationsRepository,
    private readonly models: ArrivingModel,
    private readonly blobs: Blobs,
    private readonly sweep: BlobSweep,
    private readonly home: Home,
  ) {}

  async run(row: JobRow, control: JobControl): Promise<null> {
    const input = JSON.parse(row.input) as GalleryImportInput;
    const path = this.store.fileOf(row.id);
    await this.takeBack(input); // of an attempt that was cut off
    try {
      await checkArchive(path, control.signal);
      const gallery = await this.fill(row.id, input, control);
      await this.transfers.reveal(gallery, row.id);
    } catch (error) {
      await this.takeBack(input);
      throw error;
    }
    return null;
  }

  settled(job: string): Promise<void> {
    return this.store.drop(job);
  }

  private async fill(
    job: string,
    input: GalleryImportInput,
    { signal, onProgress }: JobControl,
  ): Promise<GalleryRow> {
    const staged = join(this.home.import(job), 'staged');
    const held: string[] = [];
    const pictures = new Map<string, PictureFacts>();
    let arriving: ArrivingGallery | null = null;
    let facts: TransferGallery | null = null;
    let done = 0;
    try {
      for await (const entry of readArchiveEntries(this.store.fileOf(job), signal)) {
        const [folder = '', name = ''] = entry.name.split('/');
        if (entry.name === 'gallery.json') {
          facts = await readFacts(entry);
        } else if (folder === 'images') {
          pictures.set(name, await this.hold(entry, name, held));
        } else if (folder === 'items') {
          arriving ??= await this.open(input, facts, staged);
          const items = await itemsOf(entry, arriving, pictures);
          await this.transfers.insertItems(arriving.model.id, items);
          this.blobs.letGo(held.splice(0));
          done += items.length;
          await onProgress(done, arriving.facts.items);
        } else {
          await unpack(entry, join(staged, entry.name));
        }
      }
      return (arriving ?? (await this.open(input, facts, staged))).gallery;
    } finally {
      this.blobs.letGo(held);
    }
  }

  /** The model and the gallery, which nobody sees yet: everything before the items. */
  private async open(
    input: GalleryImportInput,
    facts: TransferGallery | null,
    staged: string,
  ): Promise<ArrivingGallery> {
    if (facts === null) {
      throw damaged('it does not begin with gallery.json');
    }
    const model = await this.models.settle(input.model, facts.model, staged);
    const now = new Date().toISOString();
    const gallery: GalleryRow = {
      id: input.gallery,
      name: input.name ?? facts.name,
      description: facts.description,
      model_id: model.id,
      previous_model_id: null,
      rerank: facts.rerank,
      index_version: 1,
      revision: 0,
      fields_revision: 0,
      arriving: 1,
      created_at: now,
      updated_at: now,
    };
    await this.galleries.insertArriving(gallery);
    await this.models.tie(model, gallery.id, staged);
    if (facts.calibration !== null) {
      await this.calibrations.write({ gallery: gallery.id, model: model.id }, facts.calibration);
    }
    return { gallery, model, facts };
  }

  /** Stores a picture and keeps it until its items refer to it. */
  private async hold(entry: TransferEntry, sha256: string, held: string[]): Promise<PictureFacts> {
    const bytes = await readWhole(entry, imageLimits.bytesMax);
    if (sha256Of(bytes) !== sha256) {
      throw damaged(`${entry.name} is another picture`);
    }
    const facts = await inspectImage(bytes);
    held.push(sha256);
    await this.blobs.hold({ bytes, sha256 });
    return { ...facts, bytes: bytes.byteLength };
  }

  private async takeBack({ gallery, model }: GalleryImportInput): Promise<void> {
    const files = await this.transfers.takeBack(gallery, { id: model });
    await rm(this.home.model(model), { recursive: true, force: true });
    await this.sweep.sweep(files);
  }
}

async function readFacts(entry: TransferEntry): Promise<TransferGallery> {
  const bytes = await readWhole(entry, entryBytesMax.json);
  const parsed = transferGallerySchema.safeParse(parsedJson(bytes.toString('utf8')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(`gallery.json: ${issue?.path.join('.')} ${issue?.message}`);
  }
  return parsed.data;
}

async function unpack({ content }: TransferEntry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(content, createWriteStream(path, { flush: true }));
}
