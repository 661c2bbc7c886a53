import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { invariant, UmbraError } from '@umbra/core/errors';
import type { IndexStats } from '@umbra/core/index';
import type { Author } from '../audit/record-audit.js';
import type { Caller } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import { baselineModelId } from '../models/baseline-model.js';
import { ModelsRepository } from '../models/models.repository.js';
import { ownVectorsModel } from '../models/own-vectors-model.js';
import { Home } from '../persistence/home.js';
import { newId } from '../persistence/ids.js';
import { Settings } from '../persistence/settings.js';
import type { GalleryRow } from '../persistence/tables.js';
import { ErasureService } from '../serving/erasure.service.js';
import { LiveRecall } from '../serving/live-recall.js';
import { ServingService } from '../serving/serving.service.js';
import { ActiveWork } from '../training-runs/active-work.js';
import { GalleriesRepository } from './galleries.repository.js';
import type { CreateGallery, Gallery, UpdateGallery } from './galleries.schema.js';

interface Opening {
  readonly model?: string | undefined;
  /** Null: Umbra itself. */
  readonly by?: Author | null;
}

@Injectable()
export class GalleriesService {
  constructor(
    private readonly galleries: GalleriesRepository,
    private readonly models: ModelsRepository,
    private readonly work: ActiveWork,
    private readonly serving: ServingService,
    private readonly recall: LiveRecall,
    private readonly erasure: ErasureService,
    private readonly settings: Settings,
    private readonly home: Home,
  ) {}

  async create(caller: Caller, body: CreateGallery): Promise<Gallery> {
    if (caller.galleries !== null) {
      throw new UmbraError('forbidden', 'This key is bound to its galleries and makes no others.');
    }
    const { dimension, ...facts } = body;
    const model = dimension === undefined ? null : ownVectorsModel(dimension);
    if (model !== null) {
      await this.models.ensure(model);
    }
    const row = await this.open(facts, { model: model?.id, by: caller });
    await this.settings.writeOnce('sample', { state: 'none' });
    return this.describe(row);
  }

  /**
   * The same without a caller: for the sample gallery, which only a home that nobody has used yet
   * gets.
   */
  async open(
    body: Pick<CreateGallery, 'name' | 'description'> & Partial<Pick<CreateGallery, 'rerank'>>,
    { model = baselineModelId, by = null }: Opening = {},
  ): Promise<GalleryRow> {
    const now = new Date().toISOString();
    const row: GalleryRow = {
      id: newId(),
      name: body.name,
      description: body.description,
      model_id: model,
      previous_model_id: null,
      rerank: body.rerank ?? 'none',
      index_version: 1,
      revision: 0,
      fields_revision: 0,
      arriving: 0,
      created_at: now,
      updated_at: now,
    };
    await this.galleries.insert(row, by);
    return row;
  }

  async list(caller: Caller, query: ListQuery): Promise<Page<Gallery>> {
    const rows = await this.galleries.page(query, caller.galleries);
    const total = await this.galleries.count(caller.galleries);
    const page = pageOf(rows, { limit: query.limit, total, map: (row) => row });
    return { ...page, items: await Promise.all(page.items.map((row) => this.describe(row))) };
  }

  async describe(row: GalleryRow): Promise<Gallery> {
    const counts = await this.galleries.counts(row.id);
    const model = await this.models.find(row.model_id);
    const stats = await this.serving.stats(row.id);
    invariant(model, 'a gallery is served by a model that is there');
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      itemCount: counts.items,
      labelCount: counts.labels,
      exampleCount: counts.examples,
      model: {
        id: model.id,
        name: model.name,
        kind: model.kind,
        dimension: model.dimension,
        embeddingDimension: model.embedding_dimension,
      },
      previousModel: row.previous_model_id,
      index: {
        state: this.indexState(row.id, stats),
        size: counts.items,
        version: row.index_version,
        rerank: row.rerank,
        bytes: stats?.bytes ?? null,
        deletedShare: stats?.deletedShare ?? null,
        recall: this.recall.of(row.id),
      },
      activeRun: await this.work.activeRun(row.id),
    };
  }

  private indexState(gallery: string, stats: IndexStats | null): Gallery['index']['state'] {
    if (this.serving.isBuilding(gallery)) {
      return 'building';
    }
    return stats?.isSettled === false ? 'linking' : 'ready';
  }

  async update(by: Author, row: GalleryRow, body: UpdateGallery): Promise<Gallery> {
    const { name = row.name, description = row.description } = body;
    const updated_at = new Date().toISOString();
    await this.galleries.update(row.id, { name, description, updated_at }, by);
    return this.describe((await this.galleries.find(row.id)) ?? row);
  }

  async delete(by: Author, row: GalleryRow): Promise<void> {
    if (await this.work.isActive(row.id)) {
      const message = 'A training run or a job is at work on this gallery.';
      throw new UmbraError('conflict', `${message} Cancel it or wait for it first.`);
    }
    const files = await this.galleries.blobs(row.id);
    const seat = this.serving.seat(row.id);
    await seat.changes.run(async () => {
      await this.galleries.delete(row, by);
      await seat.discard(); // whoever waits to file something finds the gallery gone
    });
    await this.serving.forget(row.id);
    this.recall.forget(row.id);
    await rm(this.home.pocsOf(row.id), { recursive: true, force: true });
    await this.erasure.erase(row.id, files);
  }

  async labels(row: GalleryRow) {
    return { items: await this.galleries.labels(row.id) };
  }
}
