import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { storedValue } from '../items/item-fields.js';
import type { Database } from '../persistence/database.js';
import type { Tables } from '../persistence/tables.js';
import type { VectorSet } from '../serving/vectors.repository.js';
import type { Condition, Filter } from './filter.schema.js';

type Where = ExpressionBuilder<Tables, 'vectors'>;
type FieldWhere = ExpressionBuilder<Tables, 'item_fields'>;
type ItemWhere = ExpressionBuilder<Tables, 'items'>;

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * The labels of the vectors whose items fulfil a filter. What a filter demands is looked up first
 * where there is something: the items found are then few. Else all vectors of the gallery are gone
 * through by their index, which holds all that is needed.
 */
export function filteredLabels(database: Database, set: VectorSet, filter: Filter) {
  return database
    .selectFrom('vectors')
    .select('label')
    .$if(!demandsSomething(filter), (query) => query.where('gallery_id', '=', set.gallery))
    .where('model_id', '=', set.model)
    .where((where) => fulfils(where, set.gallery, filter));
}

/** Conditions that only items of the gallery fulfil. */
function demandsSomething({ must = [] }: Filter): boolean {
  return must.some(({ exists }) => exists !== false);
}

function fulfils(where: Where, gallery: string, filter: Filter): Expression<SqlBool> {
  const { must = [], should = [], mustNot = [] } = filter;
  const one = (condition: Condition) => fulfilsOne(where, gallery, condition);
  return where.and([
    ...must.map(one),
    ...(should.length === 0 ? [] : [where.or(should.map(one))]),
    ...mustNot.map((condition) => where.not(one(condition))),
  ]);
}

function fulfilsOne(where: Where, gallery: string, condition: Condition): Expression<SqlBool> {
  const [, path] = /^metadata\.(.*)$/u.exec(condition.field) ?? [];
  const column = condition.field === 'label' ? 'label' : 'external_id';
  const ids =
    path === undefined
      ? where
          .selectFrom('items')
          .select('items.id as item_id')
          .where('items.gallery_id', '=', gallery)
          .where((item) => columnFulfils(item, column, condition))
      : where
          .selectFrom('item_fields')
          .select('item_fields.item_id')
          .where('item_fields.gallery_id', '=', gallery)
          .where('item_fields.path', '=', path)
          .where((field) => fieldFulfils(field, condition));
  const isIn = where('vectors.item_id', 'in', ids);
  return condition.exists === false ? where.not(isIn) : isIn;
}

/** Labels and external ids are texts: nothing else equals them or lies beside them. */
function columnFulfils(
  where: ItemWhere,
  column: 'label' | 'external_id',
  { equals, any, range }: Condition,
): Expression<SqlBool> {
  const values = equals === undefined ? any : [equals];
  if (values !== undefined) {
    const texts = values.filter((value) => typeof value === 'string');
    return texts.length === 0 ? where.lit(false) : where(column, 'in', texts);
  }
  return where.and(
    boundsOf(range)
      .map(([comparison, bound]) =>
        typeof bound === 'string' ? where(column, comparison, bound) : where.lit(false),
      )
      .concat(where(column, 'is not', null)),
  );
}

function fieldFulfils(where: FieldWhere, { equals, any, range }: Condition): Expression<SqlBool> {
  const values = equals === undefined ? any : [equals];
  if (values !== undefined) {
    return where.or(values.map(storedValue).map(({ type, value }) => where.and({ type, value })));
  }
  return where.and(
    boundsOf(range).flatMap(([comparison, bound]) => [
      where('type', '=', storedValue(bound).type),
      where('value', comparison, bound),
    ]),
  );
}

function boundsOf(range: Condition['range']) {
  return Object.entries(range ?? {}).flatMap(([name, bound]) =>
    bound === undefined ? [] : [[comparisons[name as keyof typeof comparisons], bound] as const],
  );
}
