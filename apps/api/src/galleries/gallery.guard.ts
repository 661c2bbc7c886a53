import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { FastifyRequest } from 'fastify';
import { maySee } from '../http/caller.js';
import { GalleriesRepository } from './galleries.repository.js';

/** Finds the gallery of every address that names one. What a key is not bound to is not there. */
@Injectable()
export class GalleryGuard implements CanActivate {
  constructor(private readonly galleries: GalleriesRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { gallery: reference } = request.params as { gallery?: string };
    if (reference === undefined) {
      return true;
    }
    const gallery = await this.galleries.find(reference);
    if (gallery === null || request.caller === null || !maySee(request.caller, gallery.id)) {
      throw new UmbraError('not_found', `There is no gallery ${shown(reference)}.`);
    }
    request.gallery = gallery;
    return true;
  }
}

/** What somebody typed, short enough to be repeated. */
function shown(reference: string): string {
  return reference.length > 80 ? `${reference.slice(0, 80)}…` : reference;
}
