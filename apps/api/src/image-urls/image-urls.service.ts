import { UmbraError } from '@umbra/core/errors';
import type { FastifyRequest } from 'fastify';
import { type Caller, hasScope, type KeyRights } from '../http/caller.js';
import { ItemsRepository } from '../items/items.repository.js';
import { KeysService } from '../keys/keys.service.js';
import type { GalleryRow } from '../persistence/tables.js';
import { type ImageGrant, isSignatureOf, signImage } from './image-signature.js';
import type { CreateImageUrls, ImageUrls } from './image-urls.schema.js';

/**
 * Addresses of pictures for pages that have no key. Each is a loan of the key that asked for it: it
 * opens one picture, for a short time, and only as long as the key itself would.
 */
export class ImageUrlsService {
  constructor(
    private readonly keys: KeysService,
    private readonly items: ItemsRepository,
    private readonly secret: Uint8Array,
  ) {}

  /** @throws UmbraError `not_found` for an item that is not there */
  async issue(caller: Caller, gallery: GalleryRow, body: CreateImageUrls): Promise<ImageUrls> {
    const expires = Math.floor(Date.now() / 1000) + body.expiresInSeconds;
    const urls = [];
    for (const item of body.items) {
      if ((await this.items.find(gallery.id, item)) === null) {
        const message = `There is no item ${item} in the gallery ${gallery.name}.`;
        throw new UmbraError('not_found', message);
      }
      const grant = { gallery: gallery.id, item, key: caller.keyId, expires };
      urls.push({ item, url: this.addressOf(grant) });
    }
    return { urls, expiresAt: new Date(expires * 1000).toISOString() };
  }

  /**
   * On whose behalf a signed request comes; null for one that is not signed.
   *
   * @throws UmbraError `unauthorized`
   */
  async authenticate(request: FastifyRequest): Promise<KeyRights | null> {
    const { signature, key, expires } = request.query as Record<string, unknown>;
    if (typeof signature !== 'string') {
      return null;
    }
    const { gallery = '', item = '' } = request.params as { gallery?: string; item?: string };
    const grant = { gallery, item, key: String(key), expires: Number(expires) };
    if (!isSignatureOf(this.secret, grant, signature)) {
      throw new UmbraError('unauthorized', 'The signature does not fit the address.');
    }
    if (grant.expires * 1000 <= Date.now()) {
      throw new UmbraError('unauthorized', 'This address has expired: ask for a new one.');
    }
    const rights = await this.keys.rightsOfId(grant.key);
    if (rights === null || !hasScope(rights, 'search')) {
      throw new UmbraError('unauthorized', 'The key that gave this address out is gone.');
    }
    return { ...rights, scopes: ['search'] };
  }

  private addressOf(grant: ImageGrant): string {
    const { gallery, item, key, expires } = grant;
    const signature = signImage(this.secret, grant);
    const query = new URLSearchParams({ key, expires: `${expires}`, signature });
    return `/v1/galleries/${gallery}/items/${item}/image?${query}`;
  }
}
