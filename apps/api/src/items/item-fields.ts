/** A text, number or truth value of an item's metadata, as filters look it up. */
export interface ItemField {
  /** Dotted, without the positions in lists: `size.width`, `tags`. */
  readonly path: string;
  readonly type: 'text' | 'number' | 'boolean';
  /** Truth values are 0 and 1: the store knows no others. */
  readonly value: string | number;
}

export type FieldValue = string | number | boolean;

/** What a value is in the store. */
export function storedValue(value: FieldValue): Omit<ItemField, 'path'> {
  switch (typeof value) {
    case 'string':
      return { type: 'text', value };
    case 'number':
      return { type: 'number', value };
    case 'boolean':
      return { type: 'boolean', value: value ? 1 : 0 };
  }
}

/** Every value in the metadata, however deep; null is no value. A list has the values in it. */
export function fieldsOf(metadata: Readonly<Record<string, unknown>>): ItemField[] {
  const found = new Map<string, ItemField>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
      const field = { path, ...storedValue(value as FieldValue) };
      found.set(JSON.stringify([path, field.type, field.value]), field);
    } else if (Array.isArray(value)) {
      for (const entry of value) walk(entry, path);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) {
        walk(entry, path === '' ? key : `${path}.${key}`);
      }
    }
  };
  walk(metadata, '');
  return [...found.values()];
}
