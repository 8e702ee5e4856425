/** Carries out a comparison and prints what it found: the same for flags and for a job file. */
import {
  RowcastError,
  foundText,
  type CompareJob,
  type CompareReport,
  type LimitResult,
  type SourceDescription,
} from '../../contract/index.ts';
import type { Engine } from '../../engine/engine.ts';
import { cancelOnSignals } from './cancel.ts';
import { describeComparison } from './describe-comparison.ts';
import { decimal } from './figures.ts';
import { ProgressBar } from './progress-bar.ts';
import { warnOfResult, warnOfSource } from './warnings.ts';

export interface ComparisonSaid {
  overwrite?: boolean;
  json?: boolean;
  quiet?: boolean;
  saveJob?: string;
}

/** Throws LIMIT_EXCEEDED, after all is written, where a limit is not kept. */
export async function carryOutComparison(engine: Engine, job: CompareJob, said: ComparisonSaid): Promise<void> {
  const cancel = cancelOnSignals();
  const bar = new ProgressBar(process.stderr);
  let source: SourceDescription | undefined;
  try {
    for await (const event of await engine.methods.compare.run(job, { signal: cancel.signal })) {
      if (event.event === 'planned') {
        ({ source } = event.plan);
        if (said.quiet !== true) warnOfSource(source);
        await saveJob(engine, job, said);
      }
      if (event.event === 'progress' && said.quiet !== true) bar.show(event.progress);
      if (event.event === 'measuring') bar.clear();
      if (event.event === 'finished') finish(event.report, job, source, said);
    }
  } finally {
    bar.clear();
    cancel.stop();
  }
}

/** Before a row is read, so that no long run ends with a file that cannot be written. */
async function saveJob(engine: Engine, job: CompareJob, { saveJob: path, overwrite }: ComparisonSaid): Promise<void> {
  if (path !== undefined) await engine.methods.compare.writeFile({ job, path, overwrite: overwrite === true });
}

function finish(
  report: CompareReport,
  job: CompareJob,
  source: SourceDescription | undefined,
  said: ComparisonSaid,
): void {
  if (said.quiet !== true) warnOfResult(report.warnings, source);
  if (said.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else if (said.quiet !== true) process.stdout.write(describeComparison(report, job.folder));
  if (report.verdict?.passed === false) throw limitsExceeded(report.verdict.limits, job.folder);
}

function limitsExceeded(limits: readonly LimitResult[], folder: string): RowcastError {
  const broken = limits.filter(({ holds }) => !holds);
  const told = broken.map(
    (one) => `"${one.limit}" by ${one.challenger} (${one.found === null ? 'not known' : foundText(one, decimal)})`,
  );
  return new RowcastError(
    'LIMIT_EXCEEDED',
    `${broken.length} of ${limits.length} limit${limits.length === 1 ? '' : 's'} not kept: ${told.join(', ')}.`,
    `The report in "${folder}" was written and says more.`,
  );
}
