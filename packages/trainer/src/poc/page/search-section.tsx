import { countText, epochsText } from '../figure-text.js';
import type { PocReport, SearchRow } from '../report.js';
import { ShareCell } from './figure-cells.js';

/** Every pair of loss and negatives, with how far it came. */
export function SearchSection({ report }: { report: PocReport }) {
  const { search, setting, data } = report;
  const tried = search.filter(({ lengths }) => lengths.length > 0);
  const untried = search.filter(({ lengths }) => lengths.length === 0);
  return (
    <section>
      <h2>What was tried</h2>
      <p className="muted">
        {countText(tried.length)} of {countText(search.length)} pairs of loss and negatives, each at
        every vector length by nested training, {countText(setting.trainings)} trainings in all. The
        second round trains the best third of the first three times as long. The best were then
        trained in full, one length at a time, {epochsText(setting.epochs)} with{' '}
        {setting.seeds.length} seeds. Only pictures that the trainings held back decided, none of
        the {countText(data.test)} test pictures.
      </p>
      <details>
        <summary>All {countText(tried.length)} that were tried, best first</summary>
        <SearchTable rows={tried} />
      </details>
      {untried.length > 0 && (
        <details>
          <summary>{countText(untried.length)} that were not tried</summary>
          <p className="muted">{untried.map(titleOf).join('; ')}.</p>
        </details>
      )}
    </section>
  );
}

function SearchTable({ rows }: { rows: readonly SearchRow[] }) {
  const lengths = rows[0]?.lengths.map(({ dimension }) => dimension) ?? [];
  return (
    <div className="scroll">
      <table>
        <caption>MAP@R on validation pictures, by numbers in a vector</caption>
        <thead>
          <tr>
            <th className="text">Loss</th>
            <th className="text">Negatives</th>
            {lengths.map((dimension) => (
              <th key={dimension}>{dimension}</th>
            ))}
            <th>Round</th>
            <th>Epochs</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={titleOf(row)}>
              <th className="text loss" scope="row">
                {row.loss}
              </th>
              <td className="text">{row.mining}</td>
              {row.lengths.map(({ dimension, validation }) => (
                <ShareCell key={dimension} spread={validation} />
              ))}
              <td>{row.rung}</td>
              <td>{row.epochs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function titleOf({ loss, mining }: SearchRow): string {
  return `${loss}, negatives ${mining}`;
}
