import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-fastify/multipart';
import { UmbraError } from '@umbra/core/errors';
import { imageLimits } from '@umbra/core/image';

/** A form with one picture in the field `image` and a few short text fields. Other bodies pass through untouched. */
export function ImageForm(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(
      FileInterceptor('image', {
        // One byte more than allowed, so that core's own check words the refusal of a file that is just too large.
        limits: { fileSize: imageLimits.bytesMax + 1, files: 1, fields: 20, fieldSize: 256 * 1024 },
      }),
    ),
  );
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
