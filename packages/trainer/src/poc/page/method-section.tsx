import { duration } from '../../presentation/duration.js';
import { bytesText, countText } from '../figure-text.js';
import type { PocReport } from '../report.js';

/** How the figures came about, so that they can be doubted and repeated. */
export function MethodSection({ report }: { report: PocReport }) {
  const { data, setting, machine, budget } = report;
  const held =
    data.protocol === 'unseen classes'
      ? 'a quarter of the classes, which ask each other'
      : 'a quarter of each class, which ask the rest';
  return (
    <section>
      <h2>How it was measured</h2>
      <dl className="facts">
        <dt>Test</dt>
        <dd>
          {countText(data.test)} pictures, {held}. No training and no choice saw them.
        </dd>
        <dt>Training</dt>
        <dd>
          {countText(data.known)} pictures, a part of which each training held back to choose by.
          {data.available > data.pictures &&
            ` All ${countText(data.pictures)} were drawn at random from ${countText(data.available)}, the same share of every class.`}
        </dd>
        <dt>Network</dt>
        <dd>
          {setting.encoder}; pictures of {setting.input}, {setting.embeddingDimension} numbers
          before the projection, batches of {setting.batch}.
        </dd>
        {(data.skipped > 0 || data.leftOut.length > 0) && (
          <>
            <dt>Left out</dt>
            <dd>
              {countText(data.skipped)} pictures that could not be used
              {data.leftOut.length > 0 &&
                `; classes of a single picture: ${data.leftOut.slice(0, 10).join(', ')}` +
                  (data.leftOut.length > 10 ? ` and ${data.leftOut.length - 10} more` : '')}
              .
            </dd>
          </>
        )}
        <dt>Seeds</dt>
        <dd>{setting.seeds.join(', ')}; the split of the test pictures is the same for all.</dd>
        <dt>Time</dt>
        <dd>
          {duration(budget.usedSeconds)} of {duration(budget.seconds)}.
        </dd>
        <dt>Machine</dt>
        <dd>
          {machine.processor}, {machine.cores} cores, {machine.backend}, Node {machine.node}. The
          process held at most {bytesText(machine.peakResidentBytes)}, measured
          {budget.memoryBytes !== null &&
            `; a training might take ${bytesText(budget.memoryBytes)}`}
          .
        </dd>
        <dt>Recall@1</dt>
        <dd>Share of pictures whose nearest neighbour is of their class.</dd>
        <dt>MAP@R</dt>
        <dd>
          How purely a picture's own class comes first, over as many neighbours as the class has
          pictures; 100 % when all of them come before any other.
        </dd>
        <dt>Inside the spread, not settled</dt>
        <dd>
          A difference counts only where two 95&nbsp;% intervals leave zero out, both by Student's
          t: that over the seeds (another training), whose noise is taken from all settings together
          with the seeds as blocks, and that over the test pictures with their classes as clusters
          (other pictures). Where they do not, and reach beyond 5 points, it is called not settled:
          a difference that matters may hide there.
        </dd>
      </dl>
    </section>
  );
}
