import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface GuideBlock {
  /** Where it stands, for messages: "docs/gpu.md:12". */
  readonly place: string;
  readonly language: string;
  readonly code: string;
  /** Why it is not run, as its reader sees it; null for one that is. */
  readonly unrun: string | null;
}

/** Read in the order in which a newcomer would: later guides use what earlier ones made. */
const first = [
  'README.md',
  'README.ja.md',
  'docs/getting-started.md',
  'docs/concepts.md',
  'docs/command-line.md',
];

/** Every guide; decisions, results and the architecture hold no commands to follow. */
export function guides(): string[] {
  const found = readdirSync(join(root, 'docs')).filter((name) => /^[a-z-]+\.md$/.test(name));
  const names = found.filter((name) => name !== 'results.md').map((name) => `docs/${name}`);
  return [...first, ...names.filter((name) => !first.includes(name)).sort()];
}

export function readGuide(guide: string): string {
  return readFileSync(join(root, guide), 'utf8');
}

/** The fenced blocks, with the line before each that may say why it is not run. */
export function blocksOf(guide: string): GuideBlock[] {
  const lines = readGuide(guide).split('\n');
  const blocks: GuideBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const language = /^```(\S*)/.exec(lines[at] ?? '')?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    const reason = lines.slice(0, at).findLast((line) => line.trim() !== '') ?? '';
    blocks.push({
      place: `${guide}:${at + 1}`,
      language,
      code: lines.slice(at + 1, end).join('\n'),
      unrun: /^_(?:Not run|このブロックは).*_$/.test(reason) ? reason : null,
    });
    at = end;
  }
  return blocks;
}
