import { drawPicture, shapes } from '../../support/pictures.js';

/** So many drawn pictures of four kinds, labelled, as the lines of an import. */
export async function picturesAsNdjson(count: number): Promise<Blob> {
  const lines: string[] = [];
  for (let variant = 0; variant < count; variant++) {
    const label = shapes[variant % shapes.length] ?? shapes[0];
    const image = (await drawPicture(label, variant)).toString('base64');
    lines.push(JSON.stringify({ image, label, externalId: `${variant}` }));
  }
  return new Blob([lines.join('\n')]);
}
