type Json = { readonly [field: string]: unknown };

/**
 * A partial configuration over a whole one. Objects are merged field by field, unless they are of
 * another `kind`: the fields of a triplet loss mean nothing to a Shadow Loss.
 */
export function mergeConfig(base: unknown, partial: unknown): unknown {
  if (!isObject(base) || !isObject(partial)) {
    return partial;
  }
  if (partial['kind'] !== undefined && partial['kind'] !== base['kind']) {
    return partial;
  }
  const merged: Record<string, unknown> = { ...base };
  for (const [field, value] of Object.entries(partial)) {
    merged[field] = mergeConfig(base[field], value);
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
