import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { invariant, UmbraError } from '@umbra/core/errors';
import type { FastifyRequest } from 'fastify';
import type { Scope } from '../keys/scopes.js';
import type { GalleryRow } from '../persistence/tables.js';

/** What a key allows. */
export interface KeyRights {
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** The ids of the galleries the key is bound to; null when it sees all. */
  readonly galleries: readonly string[] | null;
  /** An ISO time; null when the key does not expire. */
  readonly expiresAt: string | null;
}

/** Who sends a request. */
export interface Caller extends KeyRights {
  readonly requestId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
    gallery: GalleryRow | null;
  }
}

export function hasScope(caller: KeyRights, scope: Scope): boolean {
  return caller.scopes.includes(scope) || caller.scopes.includes('admin');
}

/** @throws UmbraError `forbidden` */
export function assertScope(caller: KeyRights, scope: Scope): void {
  if (!hasScope(caller, scope)) {
    throw new UmbraError('forbidden', `This key lacks the scope \`${scope}\`.`);
  }
}

export function maySee(caller: Caller, galleryId: string | null): boolean {
  return caller.galleries === null || (galleryId !== null && caller.galleries.includes(galleryId));
}

/** A gallery of which the caller may not know gets the same answer as one that is not there. */
export function assertSeen(caller: Caller, galleryId: string | null, what: string): void {
  if (!maySee(caller, galleryId)) {
    throw new UmbraError('not_found', `There is no ${what}.`);
  }
}

export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  invariant(caller, 'only endpoints with a scope ask for the caller');
  return caller;
});

/** The gallery that the address names, found and checked by the gallery guard. */
export const CurrentGallery = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { gallery } = context.switchToHttp().getRequest<FastifyRequest>();
  invariant(gallery, 'only addresses with {gallery} ask for it');
  return gallery;
});
