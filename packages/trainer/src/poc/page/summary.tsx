import { duration } from '../../presentation/duration.js';
import { bytesText, countText, percentText, unbroken } from '../figure-text.js';
import type { PocReport } from '../report.js';

/** The answer: one sentence, four figures, the reasons, and the command that uses it. */
export function Summary({ report, command }: { report: PocReport; command: string }) {
  const { data, createdAt, recommendation } = report;
  return (
    <>
      <header>
        <Mark />
        <span>
          <strong>Umbra proof of concept</strong>: {data.name}, {countText(data.pictures)} pictures
          in {countText(data.classes)} classes, {createdAt.slice(0, 10)}
        </span>
      </header>
      <h1>{unbroken(recommendation.sentence)}</h1>
      <KeyFigures report={report} />
      <ul className="reasons">
        {recommendation.reasons.map((reason) => (
          <li key={reason}>{unbroken(reason)}</li>
        ))}
      </ul>
      <p>Train it with the configuration that lies beside this page:</p>
      <pre>{command}</pre>
      <NotDone report={report} />
    </>
  );
}

function KeyFigures({ report }: { report: PocReport }) {
  const { recommendation, baselines, dimensions, data } = report;
  const row = dimensions.find(({ recommended }) => recommended);
  const before = percentText(baselines[0]?.recallAt1 ?? 0);
  return (
    <dl className="figures">
      <div>
        <dt>Right at first place</dt>
        <dd>{percentText(recommendation.figures.recallAt1.mean)}</dd>
        <dd>
          of {countText(data.test)} test pictures, {before} untrained
        </dd>
      </div>
      <div>
        <dt>Numbers in a vector</dt>
        <dd>{recommendation.dimension}</dd>
        <dd>{recommendation.dimension * 4} bytes a picture</dd>
      </div>
      {row !== undefined && (
        <div>
          <dt>Time of one training</dt>
          <dd>{row.trainingSeconds.mean.toFixed(1)} s</dd>
          <dd>
            on {report.machine.cores} cores, {unbroken(bytesText(row.memory.bytes))} of memory
          </dd>
        </div>
      )}
      {row?.index && (
        <div>
          <dt>Searches a second</dt>
          <dd>{countText(row.index.queriesPerSecond)}</dd>
          <dd>
            among {countText(row.index.vectors)} vectors, {unbroken(bytesText(row.index.bytes))}
          </dd>
        </div>
      )}
    </dl>
  );
}

function NotDone({ report }: { report: PocReport }) {
  const { notDone, seconds } = report.budget;
  if (notDone.length === 0) {
    return null;
  }
  return (
    <aside className="notice">
      <h2>The search was cut short by its budget of {unbroken(duration(seconds))}</h2>
      <ul>
        {notDone.map((sentence) => (
          <li key={sentence}>{unbroken(sentence)}</li>
        ))}
      </ul>
    </aside>
  );
}

/** Umbra's mark: a disc slides before a light. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <mask id="mark">
        <rect width="32" height="32" fill="white" />
        <circle cx="14" cy="17.8" r="13" fill="black" />
      </mask>
      <circle cx="17.4" cy="14.8" r="13.2" className="shadow-fill" mask="url(#mark)" />
      <circle cx="14" cy="17.8" r="11.6" style={{ fill: 'var(--disc)' }} />
    </svg>
  );
}
