import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiOperation, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { z } from 'zod';
import { type ConvertedSchema, convertToComponents } from '../openapi/schema-converter.js';
import type { Demand } from './authentication.js';
import { type ProblemCode, problemMeanings } from './problem.schema.js';

export interface EndpointOptions {
  readonly summary: string;
  readonly description: string;
  /** The scope a key needs; `any` is content with every key, `public` needs none. */
  readonly scope: Demand;
  /**
   * What can go wrong besides a missing key and a missing scope, which every endpoint with a scope
   * documents.
   */
  readonly errors?: readonly ProblemCode[];
  /** The largest JSON body, where 1 MiB is not enough. */
  readonly bodyLimit?: number;
  /** Whether it takes a file as its body, of any length, as a stream. */
  readonly streamsBody?: boolean;
  /** Whether a signed address will do in place of a key. */
  readonly signable?: boolean;
}

/**
 * What an endpoint is for, who may call it and what can go wrong: for the authentication and for
 * the document at once.
 */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const { scope, streamsBody = false, signable = false } = options;
  const bodyLimit = streamsBody ? Number.MAX_SAFE_INTEGER : options.bodyLimit;
  const open = scope === 'public';
  const errors: ProblemCode[] = [
    ...(open ? [] : (['unauthorized', 'forbidden'] as const)),
    ...(options.errors ?? []),
  ];
  const needs = open
    ? 'Needs no key.'
    : scope === 'any'
      ? 'Any key will do.'
      : `Needs the scope \`${scope}\`.`;
  return applyDecorators(
    RouteConfig({ demand: scope, bodyLimit, streamsBody, signable }),
    ApiOperation({ summary: options.summary, description: `${options.description} ${needs}` }),
    ...(open ? [] : [ApiSecurity('bearer'), ApiSecurity('apiKey'), ApiSecurity('session')]),
    ...(signable ? [ApiSecurity('signature')] : []),
    ...problemResponses(errors),
  );
}

/** One documented response a status; a status may stand for several codes. */
function problemResponses(codes: readonly ProblemCode[]): MethodDecorator[] {
  const statuses = new Set(codes.map((code) => problemMeanings[code].status));
  return [...statuses].map((status) =>
    ApiResponse({
      status,
      description: codes
        .filter((code) => problemMeanings[code].status === status)
        .map((code) => `\`${code}\`: ${problemMeanings[code].title}.`)
        .join(' '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

export interface ReturnsOptions {
  readonly status?: number;
  readonly description: string;
}

/** The one declaration of an answer: run-time shape, status and documentation. */
export function Returns(schema: z.ZodType, options: ReturnsOptions): MethodDecorator {
  const status = options.status ?? 200;
  return applyDecorators(
    HttpCode(status),
    SerializeOptions({ schema }),
    ApiResponse({ status, description: options.description, standardSchema: schema }),
  );
}

export function ReturnsNothing(description: string): MethodDecorator {
  return applyDecorators(HttpCode(204), ApiResponse({ status: 204, description }));
}

/** An answer that is no JSON: a picture or a stream of events. */
export function ReturnsContent(
  mediaTypes: readonly string[],
  options: { description: string; schema: Record<string, unknown> },
): MethodDecorator {
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: options.schema }]));
  return applyDecorators(
    HttpCode(200),
    ApiResponse({ status: 200, description: options.description, content }),
  );
}

export const requestBodies = 'x-umbra-request-bodies';
export type RequestBodies = Record<string, ConvertedSchema>;

/**
 * Documents request bodies that Nest cannot: a form with a file, or several media types at one
 * address. They are converted here, since Nest copies what it stores about a method and a copied
 * zod schema is none any more.
 */
export function Accepts(bodies: Record<string, z.ZodType>): MethodDecorator {
  const converted: RequestBodies = {};
  for (const [mediaType, schema] of Object.entries(bodies)) {
    converted[mediaType] = convertToComponents(schema, 'input');
  }
  return ApiExtension(requestBodies, converted);
}
