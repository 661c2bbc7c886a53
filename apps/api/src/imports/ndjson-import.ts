import { isUmbraError, UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import type { NewItem } from '../items/item-filing.js';
import { decodeBase64 } from '../search/base64.js';
import { importLimits } from './import-limits.js';
import type { ImportEntry, ImportSource } from './import-source.js';
import { checkedFields } from './imported-fields.js';
import { type Line, linesOf } from './lines.js';

const lineSchema = z.object({
  image: z.string().optional(),
  vector: z.unknown().optional(),
  model: z.string().optional(),
});

/** Lines of JSON: `image` in base64 or `vector`, with `externalId`, `label` and `metadata`. */
export function ndjsonImport(path: string): ImportSource {
  const lines = (signal: AbortSignal) =>
    linesOf(path, { bytesMax: importLimits.lineBytesMax, signal });
  return {
    async survey(signal) {
      let count = 0;
      for await (const _ of lines(signal)) {
        count += 1;
        if (count > importLimits.entriesMax) {
          const message = `The file has more than ${importLimits.entriesMax} lines: split it.`;
          throw new UmbraError('dataset_invalid', message);
        }
      }
      return count;
    },
    async *read(after, signal) {
      let position = 0;
      for await (const line of lines(signal)) {
        position += 1;
        if (position > after) {
          const bytes = line.text?.length ?? 0;
          const name = `line ${line.number}`;
          yield { position, name, item: itemOf(line), bytes } satisfies ImportEntry;
        }
      }
    },
  };
}

function itemOf({ text }: Line): NewItem | UmbraError {
  if (text === null) {
    return wrong(`The line is longer than ${importLimits.lineBytesMax} bytes.`);
  }
  const value = parsed(text);
  const line = lineSchema.safeParse(value);
  if (!line.success) {
    return wrong('The line is no JSON object with an `image` in base64 or a `vector`.');
  }
  const { image, vector, model, ...rest } = { ...(value as object), ...line.data };
  if ((image === undefined) === (vector === undefined)) {
    return wrong('The line must have an `image` in base64 or a `vector`.');
  }
  const fields = checkedFields(rest);
  if (fields instanceof UmbraError) {
    return fields;
  }
  if (image === undefined) {
    return { fields, content: { kind: 'vector', values: vector, model } };
  }
  try {
    return { fields, content: { kind: 'picture', bytes: decodeBase64(image) } };
  } catch (error) {
    if (isUmbraError(error)) {
      return error;
    }
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function wrong(message: string): UmbraError {
  return new UmbraError('invalid_request', message);
}
