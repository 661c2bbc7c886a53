import { countText } from '../figure-text.js';
import type { PocReport, SearchRow } from '../report.js';
import { ShareCell } from './figure-cells.js';

/** Every candidate, with how far it came. */
export function SearchSection({ report }: { report: PocReport }) {
  const { search, setting, data } = report;
  const tried = search.filter(({ validation }) => validation !== null);
  const untried = search.filter(({ validation }) => validation === null);
  return (
    <section>
      <h2>What was tried</h2>
      <p className="muted">
        {countText(tried.length)} of {countText(search.length)} combinations of vector length,
        negatives and loss, {countText(setting.trainings)} trainings in all. Every round trains the
        best third of the one before three times as long; the last ones were trained in full,{' '}
        {countText(setting.epochs)} epochs with {setting.seeds.length} seeds. Only pictures that the
        trainings held back decided, none of the {countText(data.test)} test pictures.
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
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th className="text">Loss</th>
            <th className="text">Negatives</th>
            <th>Numbers</th>
            <th>Round</th>
            <th>Epochs</th>
            <th>MAP@R, validation</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={titleOf(row)}>
              <th className="text loss" scope="row">
                {row.loss}
              </th>
              <td className="text">{row.mining}</td>
              <td>{row.dimension}</td>
              <td>{row.rung}</td>
              <td>{row.epochs}</td>
              {row.validation === null ? <td /> : <ShareCell spread={row.validation} />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function titleOf({ loss, mining, dimension }: SearchRow): string {
  return `${loss}, negatives ${mining}, ${dimension} numbers`;
}
