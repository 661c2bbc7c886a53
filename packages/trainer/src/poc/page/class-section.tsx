import { countText, percentText, unbroken } from '../figure-text.js';
import type { ClassFacts } from '../report.js';
import { ClassChart } from './class-chart.js';

/** Shorter tables are shown as they are. */
const openRowsMax = 12;

export function ClassSection({ classes }: { classes: ClassFacts }) {
  const { rows, rival } = classes;
  const table = <ClassTable rows={rows} rival={rival} />;
  return (
    <section>
      <h2>What becomes of the rare classes</h2>
      <p>{unbroken(verdictOf(classes))}</p>
      <figure>
        <ClassChart rows={rows} />
        <figcaption>
          One dot a class. A class with few test pictures can only have coarse figures: one of four
          right is 25&nbsp;%.
        </figcaption>
      </figure>
      {rows.length <= openRowsMax ? (
        <div className="scroll">{table}</div>
      ) : (
        <details>
          <summary>All {countText(rows.length)} classes, the smallest first</summary>
          <div className="scroll">{table}</div>
        </details>
      )}
    </section>
  );
}

function verdictOf({ imbalance, rare, common }: ClassFacts): string {
  const extent = `The largest class has ${imbalance.toFixed(1)} times the pictures of the smallest.`;
  if (rare.recallAt1 === null || common.recallAt1 === null) {
    return extent;
  }
  const smaller = `${countText(rare.classes)} smaller classes`;
  return (
    `${extent} Of the pictures of the ${smaller} ${percentText(rare.recallAt1)} find one of their ` +
    `own first, of the ${countText(common.classes)} larger ones ${percentText(common.recallAt1)}; ` +
    'every class counts the same.'
  );
}

function ClassTable({ rows, rival: rivalName }: Pick<ClassFacts, 'rows' | 'rival'>) {
  return (
    <table>
      <thead>
        <tr>
          <th className="text">Class</th>
          <th>Pictures</th>
          <th>Test pictures</th>
          <th>Recall@1</th>
          {rivalName !== null && <th className="loss">{rivalName}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, pictures, test, recallAt1, rival }) => (
          <tr key={name}>
            <th className="text" scope="row">
              {name}
            </th>
            <td>{countText(pictures)}</td>
            <td>{countText(test)}</td>
            <td>{percentText(recallAt1)}</td>
            {rivalName !== null && <td>{rival === null ? '–' : percentText(rival)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
