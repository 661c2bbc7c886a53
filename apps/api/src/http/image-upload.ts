import type {} from '@fastify/multipart';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-fastify/multipart';
import { UmbraError } from '@umbra/core/errors';
import { imageLimits } from '@umbra/core/image';
import type { FastifyRequest } from 'fastify';

// One byte more than allowed, so that core's own check words the refusal of a file that is just too
// large.
const limits = { fileSize: imageLimits.bytesMax + 1, files: 1, fields: 20, fieldSize: 256 * 1024 };

/** Whoever sends something else is told what to send, rather than that fields are missing. */
@Injectable()
class FormOnly implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!request.isMultipart()) {
      throw new UmbraError(
        'unsupported_media_type',
        'Send a form (multipart/form-data) with the picture in the field `image`.',
      );
    }
    return next.handle();
  }
}

/** A form with one picture in the field `image` and a few short text fields. */
export function ImageForm(): MethodDecorator {
  return applyDecorators(UseInterceptors(FormOnly, FileInterceptor('image', { limits })));
}

/** The same where JSON may come instead, which passes through untouched. */
export function OptionalImageForm(): MethodDecorator {
  return applyDecorators(UseInterceptors(FileInterceptor('image', { limits })));
}

export interface UploadedImage {
  readonly buffer?: Buffer;
}

export function bytesOf(upload: UploadedImage | undefined): Uint8Array {
  if (upload?.buffer === undefined) {
    throw new UmbraError('invalid_request', 'Send the picture as the form field `image`.', {
      fields: [{ path: 'image', message: 'must be a picture file in a multipart form' }],
    });
  }
  return upload.buffer;
}
