import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { z } from 'zod';
import { changeEventSchema } from '../events/events.schema.js';
import { type RequestBodies, requestBodies } from '../http/endpoint.js';
import { problemMeanings, problemSchema } from '../http/problem.schema.js';
import { sessionCookieName } from '../http/session-cookie.js';
import { runEventSchema } from '../training-runs/run-events.schema.js';
import { productVersion } from '../version.js';
import { convertSchema, convertToComponents } from './schema-converter.js';

const description = `Similarity search that learns from your own images.

Send a key as \`Authorization: Bearer <key>\` or \`x-api-key: <key>\`. Errors are RFC 9457 problem
documents with a stable \`code\`. Lists answer \`{ items, nextCursor, total }\`; long work answers 202
with a \`Location\`.

A key may send so many searches and so many changes a minute (\`/v1/limits\`): \`RateLimit-Limit\`,
\`RateLimit-Remaining\` and \`RateLimit-Reset\` tell how many are left, and what is too much gets 429
with \`Retry-After\`.`;

/** The OpenAPI document of the whole API, built from the controllers' decorators. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Umbra')
    .setDescription(description)
    .setVersion(productVersion)
    .addServer('/')
    .addSecurity('bearer', { type: 'http', scheme: 'bearer' })
    .addSecurity('apiKey', { type: 'apiKey', in: 'header', name: 'x-api-key' })
    .addSecurity('session', { type: 'apiKey', in: 'cookie', name: sessionCookieName })
    .addSecurity('signature', { type: 'apiKey', in: 'query', name: 'signature' })
    .build();
  const document = SwaggerModule.createDocument(app, info, {
    standardSchemaConverter: (schema, { schemaType }) =>
      convertSchema(schema as z.ZodType, schemaType),
    operationIdFactory: (controller, method) => `${camelCase(controller)}_${method}`,
  });
  const schemas = document.components?.schemas ?? {};
  const parameters = { IdempotencyKey: idempotencyKey };
  document.components = { ...document.components, schemas, parameters } as NonNullable<
    OpenAPIObject['components']
  >;
  // Answers refer to these by name, outside of any schema that Nest converts.
  for (const schema of [problemSchema, runEventSchema, changeEventSchema]) {
    Object.assign(schemas, convertToComponents(schema, 'output').components);
  }
  for (const { method, operation } of operationsOf(document)) {
    writeRequestBody(operation, schemas);
    if (method !== 'get') {
      writeRateLimit(operation);
    }
    if (method === 'post' && 'security' in operation && !isSearch(operation)) {
      writeIdempotency(operation);
    }
  }
  return document;
}

function camelCase(controller: string): string {
  const name = controller.replace(/Controller$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}

type Operation = Record<string, unknown>;

function* operationsOf(
  document: OpenAPIObject,
): Generator<{ readonly method: string; readonly operation: Operation }> {
  for (const path of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(path)) {
      if (typeof operation === 'object' && operation !== null && 'operationId' in operation) {
        yield { method, operation: operation as Operation };
      }
    }
  }
}

const problemResponse = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Searches and changes are counted, whichever they are. */
function writeRateLimit(operation: Operation): void {
  const seconds = { type: 'integer', description: 'Seconds until the count starts anew.' };
  operation['responses'] = {
    ...(operation['responses'] as object),
    429: {
      description: `\`rate_limited\`: ${problemMeanings.rate_limited.title}.`,
      headers: { 'Retry-After': { schema: seconds }, 'RateLimit-Reset': { schema: seconds } },
      ...problemResponse,
    },
  };
}

/** A search changes nothing: it may be sent again as it is. */
function isSearch({ operationId }: Operation): boolean {
  return String(operationId).startsWith('search_');
}

function writeIdempotency(operation: Operation): void {
  const parameters = (operation['parameters'] ?? []) as object[];
  operation['parameters'] = [...parameters, { $ref: '#/components/parameters/IdempotencyKey' }];
  const responses = operation['responses'] as Record<string, { description: string }>;
  const conflict = responses['409']?.description ?? '';
  if (!conflict.includes('`conflict`')) {
    const text = `\`conflict\`: ${problemMeanings.conflict.title}.`;
    const description = conflict === '' ? text : `${conflict} ${text}`;
    responses['409'] = { ...problemResponse, ...responses['409'], description };
  }
  responses['400'] ??= {
    ...problemResponse,
    description: `\`invalid_request\`: ${problemMeanings.invalid_request.title}.`,
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Names this request, so that it can be sent again when its answer was lost: for 24 hours the same key and body get the first answer (`Idempotency-Replayed: true`), and another body gets `conflict`. What failed is not kept. 1 to 255 visible characters; a UUID is fine.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '7d3a1c52-6f0e-4b9b-9f0a-2f1f5e0c8a11',
};

function writeRequestBody(operation: Operation, schemas: Record<string, unknown>): void {
  const bodies = operation[requestBodies] as RequestBodies | undefined;
  if (bodies === undefined) {
    return;
  }
  delete operation[requestBodies];
  const content: Record<string, unknown> = {};
  for (const [mediaType, converted] of Object.entries(bodies)) {
    Object.assign(schemas, converted.components);
    content[mediaType] = { schema: converted.schema };
  }
  operation['requestBody'] = { required: true, content };
}
