/**
 * Stands between the world and Umbra: it alone has the key, which may only search one gallery, and
 * offers one thing.
 */
import { fileURLToPath } from 'node:url';
import { createClient, UmbraProblem } from '@umbra/sdk';
import express from 'express';

const [gallery = 'sample-parts'] = process.argv.slice(2);
const { UMBRA_URL: baseUrl = 'http://127.0.0.1:3000', UMBRA_KEY: key, PORT = '8080' } = process.env;
const umbra = createClient({ baseUrl, key });
const app = express();

app.use(express.static(fileURLToPath(new URL('../browser-search', import.meta.url))));

app.post('/search', express.raw({ type: () => true, limit: '10mb' }), async (request, response) => {
  const { hits } = await umbra.search({ gallery, image: request.body, limit: 6 });
  response.json({
    hits: hits.map(({ item, label, score }) => ({ label, score, imageUrl: `/images/${item}` })),
  });
});

app.get('/images/:item', async (request, response) => {
  const image = await umbra.items.image({ gallery, item: request.params.item, size: 320 });
  response.type(image.type).send(Buffer.from(await image.arrayBuffer()));
});

/** What is wrong with the request is told as Umbra says it; what is wrong here is nobody's business. */
app.use((error, _request, response, _next) => {
  const isTheirs = error instanceof UmbraProblem && error.status >= 400 && error.status < 500;
  const status = isTheirs && ![401, 403].includes(error.status) ? error.status : 502;
  response.status(status).json({ detail: status === 502 ? 'Try again later.' : error.detail });
});

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${server.address().port}`);
});
