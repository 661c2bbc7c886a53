import { expect, it } from 'vitest';
import { Lane } from './lane.js';

it('runs one after the other in the order in which they came, also after a failure', async () => {
  const lane = new Lane();
  const log: string[] = [];
  const work = (name: string, ms: number) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, ms));
    log.push(`${name} ends`);
    if (name === 'b') {
      throw new Error('b failed');
    }
    return name;
  };
  const results = await Promise.allSettled([
    lane.run(work('a', 10)),
    lane.run(work('b', 1)),
    lane.run(work('c', 0)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
