import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BackendRequest } from '@umbra/core/backend';
import { isUmbraError } from '@umbra/core/errors';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { stageDirectory } from '../files/stage-directory.js';
import { renderPage } from '../poc/page/render-page.js';
import type { PocEvent } from '../poc/poc-event.js';
import { pocRun } from '../poc/poc-run.js';
import type { PocReport } from '../poc/report.js';
import { reportFiles } from '../poc/report-files.js';
import { backbonesOf, type CommandContext, callerPath } from './command-context.js';
import { backendOf, type DataFlags, dataOptions, selectionWords } from './options.js';
import { createPocDisplay, reportPoc } from './poc-display.js';

export interface PocFlags extends DataFlags {
  readonly data?: string;
  readonly timeBudget: number;
  readonly memoryBudget?: number;
  readonly out: string;
  readonly seeds: number;
  readonly backbone?: string;
  readonly unseenClasses?: boolean;
  readonly seed: number;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
  readonly name?: string;
  /** Progress as JSON, for a program that started this one. */
  readonly events?: boolean;
  /** Instead of the command line that trains the recommended configuration. */
  readonly trainCommand?: string;
}

export async function runPoc(
  { data, flags }: { readonly data: string; readonly flags: PocFlags },
  context: CommandContext,
): Promise<void> {
  const out = callerPath(context, flags.out);
  const staged = await stageDirectory(out);
  const skipped: SkippedPicture[] = [];
  try {
    const show = flags.events ? printEvents(context) : createPocDisplay(context);
    const run = pocRun({
      data: dataOptions(context, data, flags),
      name: flags.name ?? basename(callerPath(context, data)),
      backend: backendOf(context, flags.backend),
      backbone: flags.backbone,
      backbones: backbonesOf(context),
      seconds: flags.timeBudget,
      // The start of the process: the user's clock runs since then.
      startedAt: 0,
      memoryBytes: flags.memoryBudget ?? null,
      seeds: flags.seeds,
      seed: flags.seed,
      protocol: flags.unseenClasses ? 'unseen classes' : 'new pictures',
      signal: context.signal,
    });
    for await (const event of run) {
      show(event);
      if (event.kind === 'skipped') {
        skipped.push({ path: event.path, reason: event.reason });
      } else if (event.kind === 'finished') {
        await writeReport(staged.directory, {
          report: event.report,
          command: flags.trainCommand ?? trainCommand(data, flags),
        });
        context.signal.throwIfAborted();
        await staged.publish();
        context.progress.clear();
        if (!flags.events) {
          reportPoc({ out, report: event.report, skipped, json: flags.json ?? false }, context);
        }
      }
    }
  } catch (error) {
    if (flags.events && isUmbraError(error)) {
      const { code, message } = error;
      context.print(JSON.stringify({ kind: 'failed', code, message }));
    }
    throw error;
  } finally {
    await staged.discard();
  }
}

/** The report itself is in its file. */
function printEvents({ print }: CommandContext): (event: PocEvent) => void {
  return (event) => print(JSON.stringify(event.kind === 'finished' ? { kind: 'finished' } : event));
}

/** What trains the recommended configuration. */
function trainCommand(data: string, flags: PocFlags): string {
  const config = join(flags.out, reportFiles.config);
  const words = [data, ...selectionWords(flags), '--config', config, '--out', 'model'];
  return ['umbra', 'train', ...words].join(' ');
}

async function writeReport(
  directory: string,
  { report, command }: { readonly report: PocReport; readonly command: string },
): Promise<void> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  await writeFile(join(directory, reportFiles.page), renderPage(report, command));
  await writeFile(join(directory, reportFiles.report), json(report));
  await writeFile(join(directory, reportFiles.config), json(report.recommendation.config));
}
