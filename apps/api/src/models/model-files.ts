import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, StreamableFile } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { sha256Of } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import type { ModelRow } from '../persistence/tables.js';
import type { ModelFile } from './models.schema.js';

/**
 * The part of a card that names the other files. Core's schema of the whole card would load
 * TensorFlow.js; the names are checked here since they become paths, and a card may have come with
 * an imported gallery.
 */
const cardName = 'umbra.json';
const cardSchema = z.object({
  files: z.record(
    z.string().regex(/^[a-z0-9][a-z0-9.-]*$/i),
    z.object({ bytes: z.int().min(0), sha256: z.string() }),
  ),
});

type Artifact = Pick<ModelRow, 'id' | 'kind'>;

/** The artifacts of trained models: a card, `umbra.json`, and the files that it names. */
@Injectable()
export class ModelFiles {
  constructor(private readonly home: Home) {}

  /** None for a built-in model. @throws UmbraError `model_corrupt` */
  async list({ id, kind }: Artifact): Promise<ModelFile[]> {
    if (kind !== 'trained') {
      return [];
    }
    const bytes = await readFile(join(this.home.model(id), cardName)).catch(fail);
    const card = cardSchema.safeParse(parsed(bytes));
    if (!card.success) {
      return fail(card.error);
    }
    const named = Object.entries(card.data.files).map(([name, facts]) => ({ name, ...facts }));
    return [{ name: cardName, bytes: bytes.byteLength, sha256: sha256Of(bytes) }, ...named];
  }

  /**
   * One of the listed files as an answer.
   *
   * @throws UmbraError `not_found` for a name that is not listed; `model_corrupt`
   */
  async read(model: Artifact, name: string): Promise<StreamableFile> {
    const files = await this.list(model);
    if (!files.some((file) => file.name === name)) {
      const names = files.map((file) => file.name).join(', ');
      const there = names === '' ? 'is built in and has no files' : `has ${names} and no other`;
      throw new UmbraError('not_found', `There is no such file: the model ${there}.`);
    }
    const file: FileHandle = await open(join(this.home.model(model.id), name)).catch(fail);
    return new StreamableFile(file.createReadStream(), {
      type: name.endsWith('.json') ? 'application/json' : 'application/octet-stream',
      disposition: `attachment; filename="${name}"`,
      length: (await file.stat()).size,
    });
  }

  async remove(id: string): Promise<void> {
    await rm(this.home.model(id), { recursive: true, force: true });
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return fail(error);
  }
}

function fail(cause: unknown): never {
  const message = "The model's files are missing or damaged: train it again or delete it.";
  throw new UmbraError('model_corrupt', message, { cause });
}
