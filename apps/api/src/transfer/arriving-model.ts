import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { baselineModelId } from '../models/baseline-model.js';
import { ModelsRepository } from '../models/models.repository.js';
import { ownVectorsModel } from '../models/own-vectors-model.js';
import { Home } from '../persistence/home.js';
import type { ModelRow } from '../persistence/tables.js';
import { EmbeddingThread } from '../serving/embedding-thread.js';
import { damaged } from './archive-reader.js';
import { TransferRepository } from './transfer.repository.js';
import { type TransferModel, transferNames } from './transfer-format.js';

/** The model of an imported gallery: the one that every home has, or the files that came along. */
@Injectable()
export class ArrivingModel {
  constructor(
    private readonly models: ModelsRepository,
    private readonly transfers: TransferRepository,
    private readonly thread: EmbeddingThread,
    private readonly home: Home,
  ) {}

  /** @throws UmbraError `model_corrupt`, `dataset_invalid` for one that is not what it claims */
  async settle(id: string, model: TransferModel, staged: string): Promise<ModelRow> {
    switch (model.kind) {
      case 'baseline-pixels':
        return this.known(baselineModelId, model);
      case 'own-vectors': {
        const row = ownVectorsModel(model.dimension);
        await this.models.ensure(row);
        return this.known(row.id, model);
      }
      case 'trained':
        return this.install(id, model, staged);
    }
  }

  /** A model that came along belongs to the gallery; what measures it knows what it has seen. */
  async tie({ id, kind }: ModelRow, gallery: string, staged: string): Promise<void> {
    if (kind === 'trained') {
      await this.transfers.tieModel(id, gallery);
      const text = await readFile(join(staged, transferNames.trained), 'utf8').catch(() => '');
      const pictures = text.split('\n').filter((line) => /^[0-9a-f]{64}$/.test(line));
      await this.models.noteTrained(id, pictures);
    }
  }

  private async known(id: string, { dimension }: TransferModel): Promise<ModelRow> {
    const row = await this.models.find(id);
    if (row === null || row.dimension !== dimension) {
      throw damaged(`this Umbra has no ${id} of ${dimension} numbers`);
    }
    return row;
  }

  private async install(id: string, model: TransferModel, staged: string): Promise<ModelRow> {
    const { backbone, dimension, embeddingDimension } = model;
    const place = this.home.model(id);
    await mkdir(dirname(place), { recursive: true });
    await rename(join(staged, 'model'), place);
    const ours = backbone === null ? null : join(this.home.backbones, backbone);
    const isNew = ours !== null && !existsSync(ours);
    if (isNew) {
      await mkdir(this.home.backbones, { recursive: true });
      await rename(join(staged, 'backbone'), ours);
    }
    try {
      // Opens the model, which compares all of its files, and the network's, with their hashes.
      const shape = await this.thread.describe({ id, directory: place });
      if (shape.dimension !== dimension || shape.embeddingDimension !== embeddingDimension) {
        throw damaged('its model makes vectors of another length');
      }
    } catch (error) {
      if (isNew) {
        await rm(ours, { recursive: true, force: true });
      }
      throw error;
    }
    const row: ModelRow = {
      id,
      name: model.name,
      kind: 'trained',
      gallery_id: null,
      run_id: null,
      from_model_id: null,
      dimension,
      embedding_dimension: embeddingDimension,
      facts: JSON.stringify(model.facts),
      bytes: model.bytes,
      created_at: model.createdAt,
    };
    await this.models.insert(row);
    return row;
  }
}
