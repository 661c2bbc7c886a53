import { Inject, Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import type { Author } from '../audit/record-audit.js';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import type { KeyRights } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import { invalidRequest } from '../http/validation-pipe.js';
import { LOGGER } from '../logger.js';
import type { KeyRow } from '../persistence/tables.js';
import { hashSecret, newKeySecret, readKey, secretFits, writeKey } from './key-secret.js';
import { type KeyRecord, KeysRepository } from './keys.repository.js';
import type { CreateKey, Key } from './keys.schema.js';
import { OpenStreams } from './open-streams.js';
import type { Scope } from './scopes.js';

/** The id of the key that the settings preset: such a key has no id of its own. */
const presetKeyId = 'preset';
const usedEveryMs = 60_000;

@Injectable()
export class KeysService {
  /**
   * Of the key that the settings preset. People choose it, so even a hash on the disk might be
   * guessed at: it stays in memory.
   */
  #presetHash: string | null = null;

  constructor(
    private readonly keys: KeysRepository,
    private readonly galleries: GalleriesRepository,
    private readonly streams: OpenStreams,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Whose key this is; null when it opens nothing.
   *
   * @throws UmbraError `unauthorized` when it has expired
   */
  async authenticate(key: string): Promise<KeyRights | null> {
    const record = await this.recordOf(key);
    if (record === null) {
      return null;
    }
    if (hasExpired(record)) {
      const { expires_at } = record.row;
      throw new UmbraError('unauthorized', `This key expired at ${expires_at}: use another one.`);
    }
    return this.rightsOf(record);
  }

  /** What a key allows that somebody has proved to act for; null when it opens nothing. */
  async rightsOfId(id: string): Promise<KeyRights | null> {
    const record = await this.keys.find(id);
    return record === null || hasExpired(record) ? null : this.rightsOf(record);
  }

  /** The first admin key: preset by the settings, or made up now and to be shown once. */
  async ensureAdminKey(preset: string | null): Promise<string | null> {
    this.#presetHash = preset === null ? null : hashSecret(preset);
    if (preset !== null) {
      await this.keys.ensure(firstAdminKey(presetKeyId, ''));
      return null;
    }
    await this.keys.forget(presetKeyId);
    if (await this.hasAdmin()) {
      return null;
    }
    const made = newKeySecret();
    await this.keys.insert(firstAdminKey(made.id, hashSecret(made.secret)), [], null);
    return writeKey(made);
  }

  /** Whether the store holds a key that may do everything, for ever. */
  async hasAdmin(): Promise<boolean> {
    return (await this.keys.lastingAdminIds()).some((id) => id !== presetKeyId);
  }

  async create(by: Author, body: CreateKey): Promise<Key & { key: string }> {
    if (body.galleries !== null && body.scopes.includes('admin')) {
      throw new UmbraError('invalid_request', 'An admin key cannot be bound to galleries.', {
        fields: [{ path: 'galleries', message: 'must be left out for an admin key' }],
      });
    }
    const expires_at = body.expiresAt === null ? null : futureTime(body.expiresAt);
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
      expires_at,
    };
    await this.keys.insert(row, galleries ?? [], by);
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

  async delete(by: Author, id: string): Promise<void> {
    const { name } = await this.get(id);
    const admins = await this.keys.lastingAdminIds();
    if (admins.length === 1 && admins[0] === id) {
      const message =
        'This is the last admin key that does not expire: without it nobody could manage keys.';
      throw new UmbraError('conflict', `${message} Create another one first.`);
    }
    await this.keys.delete(id, { by, name });
    this.streams.endAll(id);
  }

  /** The record of a key, whether it has expired or not. */
  private async recordOf(key: string): Promise<KeyRecord | null> {
    const parts = readKey(key);
    const own = parts === null ? null : await this.keys.find(parts.id);
    if (parts !== null && own !== null && secretFits(parts.secret, own.row.hash)) {
      return own;
    }
    const isPreset = this.#presetHash !== null && secretFits(key, this.#presetHash);
    return isPreset ? this.keys.find(presetKeyId) : null;
  }

  private rightsOf({ row, galleries }: KeyRecord): KeyRights {
    this.noteUse(row.id, row.last_used_at);
    const { id: keyId, expires_at: expiresAt } = row;
    return { keyId, scopes: readScopes(row.scopes), galleries, expiresAt };
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

function hasExpired({ row: { expires_at } }: KeyRecord): boolean {
  return expires_at !== null && Date.parse(expires_at) <= Date.now();
}

function firstAdminKey(id: string, hash: string): KeyRow {
  return {
    id,
    name: 'first admin key',
    hash,
    scopes: 'admin',
    bound: 0,
    created_at: new Date().toISOString(),
    last_used_at: null,
    expires_at: null,
  };
}

/** @throws UmbraError `invalid_request` for a time that has passed */
function futureTime(time: string): string {
  const at = new Date(time);
  if (at.getTime() <= Date.now()) {
    throw invalidRequest([{ path: 'expiresAt', message: 'must lie in the future' }]);
  }
  return at.toISOString();
}

function toKey({ row, galleries }: KeyRecord): Key {
  return {
    id: row.id,
    name: row.name,
    scopes: readScopes(row.scopes),
    galleries: galleries === null ? null : [...galleries],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}

function readScopes(text: string): Scope[] {
  return text.split(' ') as Scope[];
}
