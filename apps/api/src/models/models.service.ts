import { Injectable, type StreamableFile } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { type Caller, maySee } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import { Home } from '../persistence/home.js';
import type { GalleryRow, ModelRow } from '../persistence/tables.js';
import { EmbeddingThread } from '../serving/embedding-thread.js';
import { ErasureService } from '../serving/erasure.service.js';
import { baselineModelId } from './baseline-model.js';
import { type ModelFacts, readModelFacts } from './model-facts.js';
import { ModelFiles } from './model-files.js';
import { ModelsRepository } from './models.repository.js';
import type { Model, ModelDetails, ModelFileParams } from './models.schema.js';
import { type ServedModel, servedModel } from './served-model.js';

@Injectable()
export class ModelsService {
  constructor(
    private readonly models: ModelsRepository,
    private readonly files: ModelFiles,
    private readonly thread: EmbeddingThread,
    private readonly erasure: ErasureService,
    private readonly home: Home,
  ) {}

  /** Files the built-in model on the first start of a home. */
  async ensureBaseline(): Promise<void> {
    if ((await this.models.find(baselineModelId)) !== null) {
      return;
    }
    const shape = await this.thread.describe({ id: baselineModelId, directory: null });
    const facts: ModelFacts = {
      input: shape.input,
      classes: 0,
      metrics: null,
      baseline: null,
      loss: null,
      seed: null,
      backend: null,
    };
    await this.models.insert({
      id: baselineModelId,
      name: 'Plain pixels',
      kind: 'baseline-pixels',
      gallery_id: null,
      run_id: null,
      from_model_id: null,
      dimension: shape.dimension,
      embedding_dimension: shape.embeddingDimension,
      facts: JSON.stringify(facts),
      bytes: 0,
      created_at: new Date().toISOString(),
    });
  }

  async list(caller: Caller, query: ListQuery): Promise<Page<Model>> {
    const rows = await this.models.page(query, caller.galleries);
    const total = await this.models.count(caller.galleries);
    const page = pageOf(rows, { limit: query.limit, total, map: (row) => row });
    return { ...page, items: await this.describe(page.items, caller) };
  }

  async get(caller: Caller, id: string): Promise<ModelDetails> {
    const row = await this.find(caller, id);
    const [model] = await this.describe([row], caller);
    return { ...(model as Model), files: await this.files.list(row) };
  }

  async file(caller: Caller, { model, file }: ModelFileParams): Promise<StreamableFile> {
    return this.files.read(await this.find(caller, model), file);
  }

  /** @throws UmbraError `conflict` for one that is in use or built in */
  async delete(caller: Caller, id: string): Promise<void> {
    const row = await this.find(caller, id);
    if (row.kind !== 'trained') {
      throw new UmbraError('conflict', 'This model is built in and stays.');
    }
    await this.models.delete(row, caller, () => this.files.remove(id));
    await this.erasure.emptyLog();
  }

  /**
   * The model as it is served. @throws UmbraError `not_found` also for a model the caller may not
   * know of.
   */
  async served(caller: Caller, id: string): Promise<ServedModel> {
    return servedModel(await this.find(caller, id), this.home);
  }

  /**
   * The id of the model that a training of the gallery goes on from: `current` or an id.
   *
   * @throws UmbraError `conflict` for one that is built in
   */
  async toTrainOn(caller: Caller, gallery: GalleryRow, from: string): Promise<string> {
    const isServing = from === 'current' || from === gallery.model_id;
    const row = isServing
      ? await this.models.find(gallery.model_id)
      : await this.find(caller, from);
    if (row?.kind !== 'trained') {
      const message = 'A training goes on only from a model that was trained, not from one that is';
      throw new UmbraError('conflict', `${message} built in: leave \`from\` out.`);
    }
    return row.id;
  }

  private async find(caller: Caller, id: string): Promise<ModelRow> {
    const row = await this.models.find(id);
    if (row === null || !(row.kind !== 'trained' || maySee(caller, row.gallery_id))) {
      throw new UmbraError('not_found', 'There is no such model.');
    }
    return row;
  }

  private async describe(rows: readonly ModelRow[], caller: Caller): Promise<Model[]> {
    const servedBy = await this.models.servedBy(rows.map(({ id }) => id));
    return rows.map((row) => {
      const galleries = (servedBy.get(row.id) ?? []).filter((id) => maySee(caller, id));
      return toModel(row, galleries);
    });
  }
}

function toModel(row: ModelRow, servedBy: string[]): Model {
  const facts = readModelFacts(row);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    gallery: row.gallery_id,
    run: row.run_id,
    from: row.from_model_id,
    dimension: row.dimension,
    embeddingDimension: row.embedding_dimension,
    input: facts.input,
    classes: facts.classes,
    metrics: facts.metrics,
    baseline: facts.baseline,
    loss: facts.loss,
    seed: facts.seed,
    backend: facts.backend,
    bytes: row.bytes,
    createdAt: row.created_at,
    servedBy,
  };
}
