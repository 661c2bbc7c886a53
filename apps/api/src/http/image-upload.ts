import type {} from '@fastify/multipart';
import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-fastify/multipart';
import { imageLimits } from '@umbra/core/image';

// One byte more than allowed, so that core's own check words the refusal of a file that is just too
// large.
const limits = { fileSize: imageLimits.bytesMax + 1, files: 1, fields: 20, fieldSize: 256 * 1024 };

/**
 * A form with one picture in the field `image` and a few short text fields. JSON passes through
 * untouched.
 */
export function ImageForm(): MethodDecorator {
  return applyDecorators(UseInterceptors(FileInterceptor('image', { limits })));
}

export interface UploadedImage {
  readonly buffer?: Buffer;
}
