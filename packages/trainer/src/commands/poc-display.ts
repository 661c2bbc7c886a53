import { join } from 'node:path';
import Table from 'cli-table3';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { bytesText, countText, spreadText } from '../poc/figure-text.js';
import type { PocEvent } from '../poc/poc-event.js';
import type { PocReport } from '../poc/report.js';
import { reportFiles } from '../poc/report-files.js';
import { duration } from '../presentation/duration.js';
import { skippedList } from '../presentation/skipped-list.js';
import type { CommandContext } from './command-context.js';

const stages = { timing: 'timing', search: 'searching', figures: 'measuring' } as const;

/** Draws a running search: the bar is the time budget. */
export function createPocDisplay({ progress }: CommandContext): (event: PocEvent) => void {
  return (event) => {
    if (event.kind === 'preparing') {
      const { stage, done, total } = event;
      const what = stage === 'pictures' ? 'read' : 'through the backbone';
      progress.show({ done, total, note: `${done} of ${total} pictures ${what}` });
    } else if (event.kind === 'planned') {
      progress.clear();
    } else if (event.kind === 'training') {
      const { stage, candidate, epoch, epochs, secondsUsed, secondsOfBudget } = event;
      const left = duration(Math.max(0, secondsOfBudget - secondsUsed));
      progress.show({
        done: Math.min(secondsUsed, secondsOfBudget),
        total: secondsOfBudget,
        note: `${stages[stage]} | ${candidate} | epoch ${epoch}/${epochs} | ${left} left`,
      });
    }
  };
}

export interface PocResult {
  readonly out: string;
  readonly report: PocReport;
  readonly skipped: readonly SkippedPicture[];
  readonly json: boolean;
}

export function reportPoc(result: PocResult, context: CommandContext): void {
  const { out, report, skipped, json } = result;
  const page = join(out, reportFiles.page);
  if (json) {
    const config = join(out, reportFiles.config);
    context.print(JSON.stringify({ page, config, skipped, report }, null, 2));
    return;
  }
  context.remark(skippedList(skipped));
  const { recommendation, budget } = report;
  context.print(`${recommendation.sentence}\n`);
  context.print(dimensionTable(report));
  context.print(recommendation.reasons.join('\n'));
  if (budget.notDone.length > 0) {
    context.print(`\nCut short by the time budget:\n  ${budget.notDone.join('\n  ')}`);
  }
  context.print(`\nReport: ${page}`);
}

function dimensionTable({ dimensions }: PocReport): string {
  const table = new Table({
    head: ['numbers', 'Recall@1', 'MAP@R', 'training', 'memory', 'index', 'searches/s'],
    colAligns: ['right', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { dimension, recommended, figures, trainingSeconds, memory, index } of dimensions) {
    table.push([
      recommended ? `> ${dimension}` : String(dimension),
      spreadText(figures.recallAt1),
      spreadText(figures.mapAtR),
      `${trainingSeconds.mean.toFixed(1)} s`,
      bytesText(memory.bytes),
      index === null ? '' : bytesText(index.bytes),
      index === null ? '' : countText(index.queriesPerSecond),
    ]);
  }
  return table.toString();
}
