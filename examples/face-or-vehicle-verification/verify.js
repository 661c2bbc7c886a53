/**
 * 1:1 "is this who they say?" with a claimed label, 1:N "who is this?" without one. `maxFar` is the
 * share of strangers that may be taken for somebody: the calibration turns it into a threshold.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createClient, UmbraProblem } from '@umbra/sdk';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { claim: { type: 'string' }, 'max-far': { type: 'string', default: '0.01' } },
});
const [gallery = 'people', photograph = 'photo.jpg'] = positionals;
const { claim, 'max-far': far } = values;
const { UMBRA_URL: baseUrl = 'http://127.0.0.1:3000', UMBRA_KEY: key } = process.env;
const umbra = createClient({ baseUrl, key });

try {
  const { hits, threshold } = await umbra.search({
    gallery,
    image: await readFile(photograph),
    limit: 1,
    maxFar: Number(far),
    // The claimed label alone is looked among; the threshold holds for all of them, so it is strict.
    filter: claim === undefined ? undefined : { must: [{ field: 'label', any: [claim] }] },
  });
  const [best] = hits;
  const accepted = best?.match === 'match';
  const answer = { accepted, label: accepted ? best.label : null, score: best?.score, threshold };
  console.log(JSON.stringify(answer));
  process.exitCode = accepted ? 0 : 1;
} catch (error) {
  if (!(error instanceof UmbraProblem)) throw error;
  // `conflict`: too few pictures to vouch for so small a rate. No answer is better than a guess.
  console.error(error.detail);
  process.exitCode = 2;
}
