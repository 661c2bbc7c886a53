import { boundsText, percentText, pointsText, unbroken } from '../figure-text.js';
import type { Rival, Rivals } from '../report.js';
import type { Comparison } from '../statistics.js';
import { CurvesChart } from './curves-chart.js';
import { SecondsCell, ShareCell } from './figure-cells.js';

/** How Shadow Loss learns beside triplet loss. */
export function RivalsSection({ rivals }: { rivals: Rivals | null }) {
  if (rivals === null) {
    return null;
  }
  const { shadow, triplet, target, comparison, dimension } = rivals;
  return (
    <section>
      <h2>Shadow Loss against triplet loss</h2>
      <p>{unbroken(verdictOf(comparison))}</p>
      <p className="muted">
        Both with {dimension} numbers, the same pictures, network, batches, epochs and seeds, each
        with the margin and the negatives that the search found best for it.
      </p>
      <figure>
        <CurvesChart {...rivals} />
        <figcaption>
          Lines are means over the seeds, bands all of them. Dashed: {percentText(target)},
          99&nbsp;% of the best mean that both reach; the table says after how many epochs.
        </figcaption>
      </figure>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th className="text">Loss</th>
              <th className="text">Negatives</th>
              <th>{unbroken(`Epochs to ${percentText(target)}`)}</th>
              <th>Recall@1, test</th>
              <th>MAP@R, test</th>
              <th>Training</th>
            </tr>
          </thead>
          <tbody>
            {[shadow, triplet].map((rival) => (
              <tr key={rival.title}>
                <th className="text loss" scope="row">
                  {rival.title}
                </th>
                <td className="text">{rival.mining}</td>
                <td>{epochsText(rival)}</td>
                <ShareCell spread={rival.figures.recallAt1} />
                <ShareCell spread={rival.figures.mapAtR} />
                <SecondsCell spread={rival.trainingSeconds} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function verdictOf(comparison: Comparison): string {
  const { verdict, difference } = comparison;
  const points = pointsText(difference);
  switch (verdict) {
    case 'better':
      return `Shadow Loss is ${points} of Recall@1 better on the test pictures.`;
    case 'worse':
      return `Triplet loss is ${points} of Recall@1 better on the test pictures.`;
    case 'inside the spread':
      return `On the test pictures they differ by ${points} of Recall@1, which is inside the spread: neither is better.`;
    case 'not settled':
      return (
        `On the test pictures Shadow Loss is ${points} of Recall@1 ` +
        `${difference < 0 ? 'worse' : 'better'}, which is not settled: the difference may be ` +
        `${boundsText(comparison) || 'anything'}.`
      );
  }
}

/** "3, 4, 4" by seed; a dash for one that never got there. */
function epochsText({ epochsToTarget }: Rival): string {
  return epochsToTarget.map((epochs) => epochs ?? 'never').join(', ');
}
