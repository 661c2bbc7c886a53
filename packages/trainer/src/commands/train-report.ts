import type { ModelCard } from '@umbra/core/model';
import type { TrainingEvent } from '@umbra/core/training';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { duration } from '../presentation/duration.js';
import { memory } from '../presentation/memory.js';
import { metricsTable, prefixTable } from '../presentation/metrics-table.js';
import { originRows, originText } from '../presentation/origin-report.js';
import { skippedList } from '../presentation/skipped-list.js';
import { percent } from '../presentation/table.js';
import type { StageTimes } from '../run/stage-times.js';
import type { RunMessage } from '../run/training-run.js';
import type { CommandContext } from './command-context.js';

/** Draws a running training. */
export function createTrainingDisplay(context: CommandContext): (message: RunMessage) => void {
  const { progress } = context;
  let total = 1;
  let epochs = 1;
  let quality = '';
  return (message) => {
    if (message.kind === 'preparing') {
      const { stage, done, total: pictures } = message;
      const what = stage === 'pictures' ? 'pictures read' : 'pictures through the backbone';
      progress.show({ done, total: pictures, note: `${done} of ${pictures} ${what}` });
    } else if (message.kind === 'estimate') {
      progress.clear();
      const { bytes, seconds } = message;
      context.remark(`The training will take about ${duration(seconds)} and ${memory(bytes)}.`);
    } else if (message.kind === 'event') {
      const { event, secondsLeft, imagesPerSecond } = message;
      if (event.kind === 'started') {
        total = event.steps;
        epochs = event.epochs;
        progress.clear();
      } else if (event.kind === 'epoch') {
        const { recallAt, mapAtR } = event.validation;
        quality = ` | Recall@1 ${percent(recallAt['1'] ?? 0)} | MAP@R ${percent(mapAtR)}`;
      } else if (event.kind === 'resumed') {
        progress.clear();
        context.remark(`The training goes on after step ${event.step} of ${total}.`);
      } else if (event.kind === 'step') {
        const speed = imagesPerSecond === null ? '' : ` | ${Math.round(imagesPerSecond)} images/s`;
        const left = secondsLeft === null ? '' : ` | ${duration(secondsLeft)} left`;
        const loss = `loss ${event.loss.toFixed(4)}`;
        const note = `epoch ${event.epoch}/${epochs}, step ${event.step}/${total} | ${loss}`;
        const used = ` | ${memory(process.memoryUsage.rss())}`;
        progress.show({ done: event.step, total, note: note + quality + speed + used + left });
      }
    }
  };
}

export type EpochEvent = Extract<TrainingEvent, { readonly kind: 'epoch' }>;

export interface TrainingResult {
  readonly out: string;
  readonly card: ModelCard;
  /** What was measured after every epoch. */
  readonly curve: readonly EpochEvent[];
  readonly skipped: readonly SkippedPicture[];
  readonly seconds: number;
  readonly stages: StageTimes;
  readonly json: boolean;
}

export function reportTraining(result: TrainingResult, context: CommandContext): void {
  const { out, card, curve, skipped, seconds, stages, json } = result;
  if (json) {
    context.print(JSON.stringify({ model: out, card, curve, skipped, seconds, stages }, null, 2));
    return;
  }
  context.remark(skippedList(skipped));
  const { metrics, baseline, config, backend, prefixes = [], origin } = card;
  context.print(
    metricsTable([
      { name: `${card.name} (${config.loss.kind} loss)`, metrics },
      ...originRows(card),
      {
        name: 'baseline-pixels',
        metrics: baseline,
      },
    ]),
  );
  if (origin !== undefined) {
    context.print(originText(origin));
  }
  const cut = prefixTable(prefixes);
  if (cut !== null) {
    context.print(cut);
  }
  context.print(
    `Measured with ${metrics.queries} pictures that were held back. ${card.classes.length} labels, ` +
      `seed ${card.seed}, ${backend.name}, ${duration(seconds)}, of which the training took ` +
      `${duration(stages.training)}.`,
  );
  context.print(`Model: ${out}`);
}
