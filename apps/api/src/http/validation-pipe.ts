import { StandardSchemaValidationPipe } from '@nestjs/common';
import { type FieldError, UmbraError } from '@umbra/core/errors';

type Issues = Parameters<
  NonNullable<
    NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']
  >
>[0];

const fieldsMax = 20;

/**
 * Nest's own check by the zod schema that a parameter names; what is wrong becomes one entry a
 * field.
 */
export const validationPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => invalidRequest(fieldErrors(issues)),
});

function fieldErrors(issues: Issues): FieldError[] {
  return issues.slice(0, fieldsMax).map((issue) => ({
    path: (issue.path ?? []).map(segmentName).join('.'),
    message: issue.message,
  }));
}

function segmentName(segment: PropertyKey | { readonly key: PropertyKey }): string {
  return String(typeof segment === 'object' ? segment.key : segment);
}

export function invalidRequest(fields: readonly FieldError[]): UmbraError {
  const sentences = fields.map(({ path, message }) =>
    path === '' ? message : `${path}: ${message}`,
  );
  return new UmbraError('invalid_request', `The request is not valid. ${sentences.join('; ')}.`, {
    fields,
  });
}
