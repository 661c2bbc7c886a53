import { bytesText, countText, percentText } from '../figure-text.js';
import type { DimensionRow, PocReport } from '../report.js';
import { DimensionChart } from './dimension-chart.js';
import { SecondsCell, ShareCell, VerdictCell } from './figure-cells.js';

/** What each vector length finds, and what it costs. */
export function DimensionSection({ report }: { report: PocReport }) {
  const { dimensions, baselines, recommendation } = report;
  const seeds = dimensions[0]?.figures.recallAt1.values.length ?? 0;
  const vectors = dimensions.find(({ index }) => index !== null)?.index?.vectors;
  return (
    <section>
      <h2>How many numbers a picture needs</h2>
      <p className="muted">
        {recommendation.loss}, negatives: {recommendation.mining}; trained {seeds} times at every
        length and asked for the test pictures. Shorter vectors make a smaller and faster index.
      </p>
      <figure>
        <DimensionChart rows={dimensions} baseline={baselines[0]} />
        <figcaption>
          Large dots are means and lines one standard deviation, over {seeds} seeds; each small dot
          is one training.
        </figcaption>
      </figure>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th className="text">Numbers</th>
              <th>Recall@1</th>
              <th>MAP@R</th>
              <th className="text">Recall@1 against the chosen</th>
              <th>Training</th>
              <th>Memory (estimate)</th>
              <th>Index</th>
              <th>Searches a second</th>
            </tr>
          </thead>
          <tbody>
            {dimensions.map((row) => (
              <Row key={row.dimension} row={row} />
            ))}
            {baselines.map(({ name, dimension, recallAt1, mapAtR }) => (
              <tr key={name}>
                <th className="text" scope="row">
                  {countText(dimension)}
                </th>
                <td>{percentText(recallAt1)}</td>
                <td>{percentText(mapAtR)}</td>
                <td className="text" colSpan={5}>
                  {name}, untrained
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">
        {vectors !== undefined && (
          <>
            Index: HNSW with {countText(vectors)} vectors (the pictures' own, repeated with noise),
            saved to the disk; searches for the ten nearest, one after the other.{' '}
          </>
        )}
        Memory: what a training holds at most beside the bare process, pictures included, as{' '}
        <code>umbra train</code> estimates it before it starts; small, the part of the loss. Ranges
        are 95&nbsp;% intervals: the wider of that over the seeds and that over the classes.
      </p>
    </section>
  );
}

function Row({ row }: { row: DimensionRow }) {
  const { dimension, recommended, figures, against, trainingSeconds, memory, index } = row;
  return (
    <tr className={recommended ? 'chosen' : undefined}>
      <th className="text" scope="row">
        {dimension}
      </th>
      <ShareCell spread={figures.recallAt1} />
      <ShareCell spread={figures.mapAtR} />
      <VerdictCell comparison={against} />
      <SecondsCell spread={trainingSeconds} />
      <td>
        {bytesText(memory.bytes)}
        <small>loss {bytesText(memory.lossBytes)}</small>
      </td>
      <td>{index === null ? '–' : bytesText(index.bytes)}</td>
      <td>
        {index === null ? '–' : countText(index.queriesPerSecond)}
        {index !== null && <small>finds {percentText(index.recall)}</small>}
      </td>
    </tr>
  );
}
