import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256OfFile } from './backup-format.js';

/** Of `umbra.json` the part that says how the other files must look, in every version of it. */
const sumsSchema = z.object({ files: z.record(z.string(), z.object({ sha256: z.string() })) });

const card = 'umbra.json';

/** The files of a model's folder that are missing or not what they were. */
export async function damagedFilesOf(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, card), 'utf8').catch(() => '');
  const sums = sumsSchema.safeParse(parsed(text));
  if (!sums.success) {
    return [card];
  }
  const damaged: string[] = [];
  for (const [name, { sha256 }] of Object.entries(sums.data.files)) {
    const found = await sha256OfFile(join(folder, name)).catch(() => null);
    if (found !== sha256) {
      damaged.push(name);
    }
  }
  return damaged;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
