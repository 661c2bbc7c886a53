// A filter finds what a plain look at every item finds, and never fewer than there are.
import { createRandom, type Random } from '@umbra/core/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../http/problem.schema.js';
import type { Item } from '../items/items.schema.js';
import { stripes } from '../testing/pictures.js';
import { TestApi } from '../testing/test-api.js';
import type { Condition, Filter } from './filter.schema.js';
import type { SearchBatchResult } from './search.schema.js';

const count = 60;
const random = createRandom(5);
const items: Item[] = [];
let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  await api.createGallery('g');
  for (let number = 0; number < count; number++) {
    items.push(await file(number));
  }
});

afterAll(async () => {
  await api.stopAndRemove();
});

const pick = <T>(from: Random, list: readonly T[]): T => list[from.below(list.length)] as T;

async function file(number: number): Promise<Item> {
  const fields: Record<string, string> = { metadata: JSON.stringify(drawMetadata(random)) };
  if (random.next() < 0.8) {
    fields['label'] = `kind-${random.below(4)}`;
  }
  if (random.next() < 0.5) {
    fields['externalId'] = `part-${number}`;
  }
  return (await api.upload('g', stripes(number % 4, number), fields)).body;
}

function drawMetadata(from: Random): Record<string, unknown> {
  return {
    ...(from.next() < 0.7 ? { line: pick(from, [1, 2, 2.5, '2', true, null]) } : {}),
    ...(from.next() < 0.7 ? { tags: [pick(from, ['a', 'b']), pick(from, ['b', 'c', 3])] } : {}),
    ...(from.next() < 0.5 ? { made: { day: `2026-11-0${1 + from.below(9)}` } } : {}),
  };
}

/** The values of a field by the plainest way. */
function valuesOf(item: Item, field: string): unknown[] {
  switch (field) {
    case 'metadata.line':
      return [item.metadata['line']].filter((value) => value !== undefined && value !== null);
    case 'metadata.tags':
      return (item.metadata['tags'] as unknown[] | undefined) ?? [];
    case 'metadata.made.day':
      return [(item.metadata['made'] as { day: string } | undefined)?.day].filter(Boolean);
    default:
      return [field === 'label' ? item.label : item.externalId].filter((value) => value !== null);
  }
}

function fulfilsOne(item: Item, { field, equals, any, range, exists }: Condition): boolean {
  const values = valuesOf(item, field);
  if (exists !== undefined) {
    return values.length > 0 === exists;
  }
  if (range === undefined) {
    return values.some((value) => (any ?? [equals]).includes(value as string));
  }
  return values.some((value) =>
    Object.entries(range).every(([name, bound]) => {
      const one = value as number;
      const other = bound as number;
      const holds = { gt: one > other, gte: one >= other, lt: one < other, lte: one <= other };
      return typeof value === typeof bound && holds[name as keyof typeof holds];
    }),
  );
}

function fulfils(item: Item, { must = [], should = [], mustNot = [] }: Filter): boolean {
  const one = (condition: Condition) => fulfilsOne(item, condition);
  return must.every(one) && (should.length === 0 || should.some(one)) && !mustNot.some(one);
}

function drawCondition(from: Random): Condition {
  const field = pick(from, [
    'label',
    'externalId',
    'metadata.line',
    'metadata.tags',
    'metadata.made.day',
  ]);
  const values = ['kind-1', 'kind-2', 'part-7', 1, 2, 2.5, '2', true, 'a', 'b', 3, '2026-11-05'];
  const bound = pick<string | number>(from, [2, 1.5, '2026-11-04', 'kind-2', 'b']);
  switch (from.below(4)) {
    case 0:
      return { field, equals: pick(from, values) };
    case 1:
      return { field, any: [pick(from, values), pick(from, values)] };
    case 2:
      return { field, range: { [pick(from, ['gt', 'gte', 'lt', 'lte'])]: bound } };
    default:
      return { field, exists: from.next() < 0.5 };
  }
}

function drawFilter(from: Random): Filter {
  const draw = (most: number) =>
    Array.from({ length: from.below(most + 1) }, () => drawCondition(from));
  return { must: draw(2), should: draw(2), mustNot: draw(1) };
}

async function expectAsByHand(filters: readonly Filter[]): Promise<void> {
  const limit = 7;
  const vector = Array.from({ length: 768 }, (_, at) => Math.sin(at * (1 + random.next())));
  const searches = filters.flatMap((filter) => [
    { vector, limit, filter },
    { vector, limit: 1000, filter, exact: true },
  ]);
  const { status, body } = await api.call<SearchBatchResult>(
    'POST',
    '/v1/galleries/g/search/batch',
    { json: { searches } },
  );
  expect(status, JSON.stringify(body)).toBe(200);
  for (const [at, filter] of filters.entries()) {
    const wanted = items.filter((item) => fulfils(item, filter)).map(({ id }) => id);
    const [few, all] = body.results.slice(2 * at, 2 * at + 2);
    const found = all?.hits.map(({ item }) => item) ?? [];
    expect(found.toSorted(), JSON.stringify(filter)).toEqual(wanted.toSorted());
    expect(few?.hits.map(({ item }) => item)).toEqual(found.slice(0, limit));
  }
}

describe('filters', () => {
  it('find what a plain look at every item finds', async () => {
    const filters = Array.from({ length: 160 }, () => drawFilter(random));
    const matching = filters.map((filter) => items.filter((item) => fulfils(item, filter)).length);
    expect(matching.filter((number) => number > 0 && number < count).length).toBeGreaterThan(50);
    for (let at = 0; at < filters.length; at += 32) {
      await expectAsByHand(filters.slice(at, at + 32));
    }
  });

  it('know at once of what was filed, changed and deleted', async () => {
    const filters: Filter[] = [
      { must: [{ field: 'metadata.tags', equals: 'b' }] },
      { mustNot: [{ field: 'label', equals: 'kind-1' }] },
    ];
    for (let round = 0; round < 6; round++) {
      await expectAsByHand(filters);
      const [first] = items;
      const place = `/v1/galleries/g/items/${first?.id}`;
      if (round % 3 === 0) {
        const json = { label: 'kind-1', metadata: { tags: ['b', round] } };
        items[0] = (await api.call<Item>('PATCH', place, { json })).body;
      } else if (round % 3 === 1) {
        items.push(await file(count + round));
      } else {
        await api.call('DELETE', place);
        items.shift();
      }
    }
    await expectAsByHand(filters);
  });
});

describe('a filter that is none', () => {
  const condition = (changes: object) => ({ must: [{ field: 'label', ...changes }] });

  it.each([
    ['an unknown part', { may: [] }],
    ['an unknown field', { must: [{ field: 'colour', equals: 'red' }] }],
    ['no operator', condition({})],
    ['two operators', condition({ equals: 'a', exists: true })],
    ['an object for a value', condition({ equals: { a: 1 } })],
    ['an empty list', condition({ any: [] })],
    ['a range without bounds', condition({ range: {} })],
    ['a range of two types', condition({ range: { gt: 1, lt: 'b' } })],
    ['too many conditions', { must: Array.from({ length: 33 }, () => condition({}).must[0]) }],
    ['a text that is no JSON', '{'],
  ])('refuses %s', async (_, filter) => {
    const json = { vector: Array.from({ length: 768 }, () => 1), filter };
    const answer = await api.call<Problem>('POST', '/v1/galleries/g/search', { json });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.errors[0]?.path).toMatch(/^filter/);
  });
});
