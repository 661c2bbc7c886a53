'use client';

import { useQuery } from '@tanstack/react-query';
import type { Calibration, Gallery } from '../../api/client';
import { ProblemNote } from '../../components/problem-note';
import { TimeAgo } from '../../components/time-ago';
import { Button } from '../../components/ui/button';
import { Section } from '../../components/ui/card';
import { Skeleton } from '../../components/ui/skeleton';
import { formatCount, formatShare } from '../../format/numbers';
import { knownAskedAgain, strangersLetIn } from './plain-rates';
import { calibrationQuery, useMeasureCalibration } from './queries';
import { ScoreBars } from './score-bars';

/** From which score on a hit of the serving model is a match, and what that costs. */
export function CalibrationSection({ gallery }: { gallery: Gallery }) {
  const answer = useQuery(calibrationQuery(gallery));
  const measure = useMeasureCalibration(gallery);
  return (
    <Section
      title="When is a hit a match?"
      description="Measured with this gallery's labelled pictures that the serving model was not trained on, each searched for as if it were new."
      actions={
        <Button size="small" onClick={() => measure.mutate()} disabled={measure.isPending}>
          {measure.isPending ? 'Measuring …' : 'Measure again'}
        </Button>
      }
    >
      {measure.isError && <ProblemNote className="mb-4" error={measure.error} />}
      {answer.isError && <ProblemNote error={answer.error} onRetry={() => answer.refetch()} />}
      {answer.isPending && <Skeleton className="h-24 rounded-card" />}
      {answer.data?.calibration === null && (
        <p className="text-muted">Not measured yet: hits are answered without a verdict.</p>
      )}
      {answer.data?.calibration != null && (
        <>
          <Thresholds calibration={answer.data.calibration} />
          <ScoreBars calibration={answer.data.calibration} />
          {answer.data.measuredAt != null && (
            <p className="mt-3 text-2xs text-faint">
              {formatCount(answer.data.calibration.impostor.trials)} searches, measured{' '}
              <TimeAgo at={answer.data.measuredAt} />
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Thresholds({ calibration }: { calibration: Calibration }) {
  const { confidence } = calibration;
  return (
    <ul className="space-y-3">
      {calibration.thresholds.map((one) => (
        <li key={one.targetFar} className="grid gap-x-4 sm:grid-cols-[7rem_1fr]">
          {one.kind === 'supported' ? (
            <>
              <span className="font-mono">{one.threshold.toFixed(3)}</span>
              <div>
                <p>
                  {sentence(strangersLetIn(one.far.rate))}; {knownAskedAgain(one.frr.rate)}.
                </p>
                <p className="text-2xs text-muted">
                  With {formatShare(confidence)} confidence {formatShare(one.far.low)} to{' '}
                  {formatShare(one.far.high)} of strangers and {formatShare(one.frr.low)} to{' '}
                  {formatShare(one.frr.high)} of known.
                </p>
              </div>
            </>
          ) : (
            <>
              <span className="text-faint">no threshold</span>
              <p className="text-muted">
                At most 1 stranger in {formatCount(Math.round(1 / one.targetFar))} cannot be
                promised: it takes about {formatCount(Math.ceil(one.neededTrials))} independent
                searches. Label more kinds.
              </p>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
