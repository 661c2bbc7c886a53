import { Inject, Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import type { Caller } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import { LOGGER } from '../logger.js';
import { hashSecret, newKeySecret, readKey, secretFits, writeKey } from './key-secret.js';
import { type KeyRecord, KeysRepository } from './keys.repository.js';
import type { CreateKey, Key } from './keys.schema.js';
import type { Scope } from './scopes.js';

/** The id of the key that the settings preset: such a key has no id of its own. */
const presetKeyId = 'preset';
const usedEveryMs = 60_000;

@Injectable()
export class KeysService {
  constructor(
    private readonly keys: KeysRepository,
    private readonly galleries: GalleriesRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whose key this is; null when it opens nothing. */
  async authenticate(key: string): Promise<Caller | null> {
    const parts = readKey(key);
    const own = parts === null ? null : await this.keys.find(parts.id);
    if (parts !== null && own !== null && secretFits(parts.secret, own.row.hash)) {
      return this.callerOf(own);
    }
    const preset = await this.keys.find(presetKeyId);
    return preset !== null && secretFits(key, preset.row.hash) ? this.callerOf(preset) : null;
  }

  /** The first admin key: preset by the settings, or made up now and to be shown once. */
  async ensureAdminKey(preset: string | null): Promise<string | null> {
    const admin = { name: 'first admin key', scopes: 'admin', bound: 0, last_used_at: null };
    const created_at = new Date().toISOString();
    if (preset !== null) {
      const row = { ...admin, id: presetKeyId, hash: hashSecret(preset), created_at };
      await this.keys.upsert(row);
      return null;
    }
    if ((await this.keys.adminIds()).length > 0) {
      return null;
    }
    const made = newKeySecret();
    await this.keys.insert(
      { ...admin, id: made.id, hash: hashSecret(made.secret), created_at },
      [],
    );
    return writeKey(made);
  }

  async create(body: CreateKey): Promise<Key & { key: string }> {
    if (body.galleries !== null && body.scopes.includes('admin')) {
      throw new UmbraError('invalid_request', 'An admin key cannot be bound to galleries.', {
        fields: [{ path: 'galleries', message: 'must be left out for an admin key' }],
      });
    }
    const made = newKeySecret();
    const galleries = body.galleries === null ? null : await this.galleryIds(body.galleries);
    const row = {
      id: made.id,
      name: body.name,
      hash: hashSecret(made.secret),
      scopes: [...new Set(body.scopes)].join(' '),
      bound: galleries === null ? 0 : 1,
      created_at: new Date().toISOString(),
      last_used_at: null,
    };
    await this.keys.insert(row, galleries ?? []);
    return { ...toKey({ row, galleries }), key: writeKey(made) };
  }

  async list(query: ListQuery): Promise<Page<Key>> {
    const records = await this.keys.page(query);
    return pageOf(
      records.map((record) => ({ id: record.row.id, record })),
      { limit: query.limit, total: await this.keys.count(), map: ({ record }) => toKey(record) },
    );
  }

  async get(id: string): Promise<Key> {
    const record = await this.keys.find(id);
    if (record === null) {
      throw new UmbraError('not_found', `There is no key ${id}.`);
    }
    return toKey(record);
  }

  async delete(id: string): Promise<void> {
    await this.get(id);
    const admins = await this.keys.adminIds();
    if (admins.length === 1 && admins[0] === id) {
      const message = 'This is the last admin key: without it nobody could manage keys any more.';
      throw new UmbraError('conflict', `${message} Create another one first.`);
    }
    await this.keys.delete(id);
  }

  private callerOf({ row, galleries }: KeyRecord): Caller {
    this.noteUse(row.id, row.last_used_at);
    return { keyId: row.id, scopes: readScopes(row.scopes), galleries };
  }

  /** To the minute, and nobody waits for it. */
  private noteUse(id: string, lastUsedAt: string | null): void {
    const now = Date.now();
    if (lastUsedAt === null || now - Date.parse(lastUsedAt) > usedEveryMs) {
      this.keys.markUsed(id, new Date(now).toISOString()).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the use of a key could not be noted');
      });
    }
  }

  private async galleryIds(references: readonly string[]): Promise<string[]> {
    const ids = new Set<string>();
    for (const reference of references) {
      const gallery = await this.galleries.find(reference);
      if (gallery === null) {
        throw new UmbraError('not_found', `There is no gallery ${reference}.`);
      }
      ids.add(gallery.id);
    }
    return [...ids];
  }
}

function toKey({ row, galleries }: KeyRecord): Key {
  return {
    id: row.id,
    name: row.name,
    scopes: readScopes(row.scopes),
    galleries: galleries === null ? null : [...galleries],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

function readScopes(text: string): Scope[] {
  return text.split(' ') as Scope[];
}
