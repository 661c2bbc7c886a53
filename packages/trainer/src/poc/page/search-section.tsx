import { countText } from '../figure-text.js';
import type { PocReport } from '../report.js';
import { ShareCell } from './figure-cells.js';

/** Every candidate, with how far it came. */
export function SearchSection({ report }: { report: PocReport }) {
  const { search, setting, data } = report;
  const tried = search.filter(({ validation }) => validation !== null).length;
  return (
    <section>
      <h2>What was tried</h2>
      <p className="muted">
        {countText(tried)} of {countText(search.length)} combinations of vector length, negatives
        and loss, {countText(setting.trainings)} trainings in all. Every round trains the best third
        of the one before three times as long; the last ones were trained in full,{' '}
        {countText(setting.epochs)} epochs with {setting.seeds.length} seeds. Only pictures that the
        trainings held back decided, none of the {countText(data.test)} test pictures.
      </p>
      <details>
        <summary>All {countText(search.length)} combinations, best first</summary>
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
              {search.map(({ loss, mining, dimension, rung, epochs, validation }) => (
                <tr key={`${loss} ${mining} ${dimension}`}>
                  <th className="text loss" scope="row">
                    {loss}
                  </th>
                  <td className="text">{mining}</td>
                  <td>{dimension}</td>
                  <td>{validation === null ? '–' : rung}</td>
                  <td>{validation === null ? '–' : epochs}</td>
                  {validation === null ? <td>not tried</td> : <ShareCell spread={validation} />}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
