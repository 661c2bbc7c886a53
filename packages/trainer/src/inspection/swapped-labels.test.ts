/**
 * Suspect labels on real pictures: some labels of steel defects are swapped, a head is trained on
 * one half of the pictures, and the inspection with that model has to find them.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { labelPictures } from '../datasets/label-pictures.js';
import { openSource } from '../datasets/open-source.js';
import { temporaryDirectory } from '../testing/pictures.js';
import { realSet } from '../testing/real-set.js';
import { runUmbra } from '../testing/run-umbra.js';

const steel = realSet('xsdd-steel/x-sdd.tar.gz');
const mobilenet = realSet('backbones/mobilenet-v1-1.0-pw12');
const missing = steel.missing || mobilenet.missing;

const perLabel = 24;
/** Of the pictures of a label, those that get the next label. */
const swappedAt = [5, 14];

/** The labels of a list in which some are swapped, and the paths of those. */
async function swapLabels(list: string): Promise<ReadonlyMap<string, string>> {
  const source = await openSource({ location: steel.location });
  const { pictures } = labelPictures((await source.list()).pictures, { include: [] });
  const labels = [...new Set(pictures.map(({ label }) => label))].sort();
  const truth = new Map<string, string>();
  const lines = labels.flatMap((label, at) =>
    pictures
      .filter((picture) => picture.label === label)
      .slice(0, perLabel)
      .map(({ path }, index) => {
        const swapped = swappedAt.includes(index);
        if (swapped) {
          truth.set(path, label);
        }
        return `${path}, ${swapped ? labels[(at + 1) % labels.length] : label}\n`;
      }),
  );
  await writeFile(list, lines.join(''));
  return truth;
}

it.skipIf(missing !== '')(
  `finds swapped labels of real pictures${missing}`,
  async () => {
    const place = await temporaryDirectory();
    const truth = await swapLabels(join(place, 'list.csv'));
    const umbra = async (...words: string[]): Promise<string> => {
      const { code, stdout, stderr } = await runUmbra(place, [...words, '--json']);
      expect([code, stderr]).toEqual([0, '']);
      return stdout;
    };
    const data = [steel.location, '--labels', 'list.csv'];
    const training = ['--backbone', 'mobilenet', '--holdout', '0.5', '--epochs', '3'];
    await umbra('backbone', 'add', mobilenet.location, '--name', 'mobilenet');
    await umbra('train', ...data, ...training, '--out', 'model');
    const { suspectLabels } = JSON.parse(
      await umbra('data', 'inspect', ...data, '--model', 'model'),
    );
    const found = suspectLabels.filter(({ path }: { path: string }) => truth.has(path));
    expect(found.length).toBeGreaterThanOrEqual(0.6 * truth.size);
    expect(found.length / suspectLabels.length).toBeGreaterThanOrEqual(0.6);
    const right = found.filter(
      ({ path, suggested }: { path: string; suggested: string }) => truth.get(path) === suggested,
    );
    expect(right.length).toBe(found.length);
  },
  180_000,
);
