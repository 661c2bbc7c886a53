import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

export interface ConvertedSchema {
  schema: JsonSchema;
  components: Record<string, JsonSchema>;
}

/**
 * zod to OpenAPI 3.1. Schemas with `.meta({ id })` become named components, which is what gives the
 * SDK good type names. The schema is wrapped in an object first, since zod names what is inside a
 * schema but not its root.
 */
export function convertSchema(schema: z.ZodType, schemaType: 'input' | 'output'): ConvertedSchema {
  const wrapped = z.toJSONSchema(z.object({ root: schema }), {
    target: 'draft-2020-12',
    io: schemaType,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => withoutNoise(jsonSchema, schemaType),
  });
  const definitions = Object.entries(wrapped.$defs ?? {});
  const root = wrapped.properties?.['root'];
  return {
    schema: withoutId(root),
    components: Object.fromEntries(definitions.map(([name, value]) => [name, withoutId(value)])),
  };
}

/**
 * Leaves out what is true of every integer and every date, and keeps answers open for fields to
 * come.
 */
function withoutNoise(schema: JsonSchema, schemaType: 'input' | 'output'): void {
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) {
    delete schema['maximum'];
  }
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) {
    delete schema['minimum'];
  }
  if (schema['format'] === 'date-time') {
    delete schema['pattern'];
  }
  if (schemaType === 'output' && schema['additionalProperties'] === false) {
    delete schema['additionalProperties'];
  }
}

function withoutId(value: unknown): JsonSchema {
  const { id: _, ...rest } = value as JsonSchema;
  return rest;
}

/**
 * The same with its references pointing at the document's components, as Nest's own conversion
 * leaves them.
 */
export function convertToComponents(
  schema: z.ZodType,
  schemaType: 'input' | 'output',
): ConvertedSchema {
  const text = JSON.stringify(convertSchema(schema, schemaType));
  return JSON.parse(text.replaceAll('#/$defs/', '#/components/schemas/')) as ConvertedSchema;
}
