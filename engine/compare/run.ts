/** Runs a comparison: one statement scores every row with every model, the figures are taken from what it wrote. */
import {
  RowcastError,
  type AskedCut,
  type CompareEvent,
  type CompareJob,
  type CompareReport,
  type LiveFigures,
  type Receipt,
} from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { interruptible } from '../duckdb/interruptible.ts';
import { releaseModels } from '../model/load.ts';
import { describePlan } from '../score/plan.ts';
import { writeReceipt } from '../score/receipt.ts';
import { cancelled, execute } from '../score/run.ts';
import { takeTurn } from '../score/turns.ts';
import { measureClasses } from './classes/measure-classes.ts';
import { withDrivers } from './driven.ts';
import { measureDrift } from './drift/measure-drift.ts';
import { findingsOf } from './findings.ts';
import { joinTables } from './join.ts';
import type { Joined } from './joined.ts';
import { verdictOf } from './limits.ts';
import { measure, type Measured } from './measure.ts';
import { measureRanking } from './ranking/measure-ranking.ts';
import { planComparison, type PlannedComparison } from './plan.ts';
import { ReportFolder } from './report-folder.ts';
import { ReportFiles } from './report-files.ts';
import { unlikeInputs } from './unlike-inputs.ts';

/** What a window goes on with after the run. */
export interface Explored {
  /** What it follows a threshold by; null where nothing could be compared. */
  live: LiveFigures | null;
  /** The report at another cut, from the scores that were written. */
  measureAt: (cut: AskedCut, signal: AbortSignal | undefined) => Promise<CompareReport>;
}

/** `onExplored` asks for what a window goes on with, and is given it before the run is finished. */
export async function* compareModels(
  database: Database,
  job: CompareJob,
  signal?: AbortSignal,
  onExplored?: (explored: Explored) => void,
): AsyncGenerator<CompareEvent> {
  const destination = { path: job.folder, overwrite: job.overwrite };
  const turn = yield* takeTurn(database, signal, () => cancelled({ destination }));
  let planned: PlannedComparison | undefined;
  let folder: ReportFolder | undefined;
  let joined: Joined | undefined;
  try {
    yield* turn.events();
    folder = new ReportFolder(job.folder);
    const started = new Date();
    await database.setResources(job.resources);
    joined = await joinTables(database, job);
    planned = await planComparison(database, joined?.job ?? job, joined?.names);
    if (onExplored !== undefined) checkLive(planned.subject);
    yield* compare(database, planned, started, { signal, onExplored, joined });
    folder = undefined;
  } finally {
    joined?.remove();
    folder?.removeIfMade();
    if (planned !== undefined) releaseModels(database, planned.scoring.models);
    await database.setResources({}).finally(turn.end);
  }
}

/** A window follows scores on the same rows. */
function checkLive({ task }: PlannedComparison['subject']): void {
  if (task === 'ranking') {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      'A column of groups is named, and the window does not tell of groups: expected none.',
      'rowcast compare tells of them.',
    );
  }
  if (task !== 'drift') return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    'Two files are compared through one model: expected models to compare on one file.',
    'rowcast compare tells of two files.',
  );
}

interface Followed {
  signal: AbortSignal | undefined;
  onExplored: ((explored: Explored) => void) | undefined;
  joined: Joined | undefined;
}

async function* compare(
  database: Database,
  planned: PlannedComparison,
  started: Date,
  { signal, onExplored, joined }: Followed,
): AsyncGenerator<CompareEvent> {
  const { scoring } = planned;
  const files = new ReportFiles(planned.job, joined?.files ?? scoring.source.files);
  yield { event: 'planned', plan: describePlan(scoring) };
  let measured: Measured | undefined;
  const outcome = yield* execute(database, scoring, signal, async function* (path) {
    yield { event: 'measuring' as const };
    measured = await measuring(database, path, onExplored === undefined ? planned : followed(planned), signal);
  });
  if (measured === undefined) return;
  const { live, ...found } = measured;
  const receipt = await writeReceipt(database, scoring, started, outcome);
  const report = withJoined(reportOf(planned, receipt, found), joined);
  onExplored?.({
    live,
    measureAt: async (cut, stop) => {
      const other = atCut(planned, cut);
      const again = await measuring(database, report.scored.path, other, stop);
      return withJoined(reportOf(other, receipt, again), joined);
    },
  });
  files.write(report);
  yield { event: 'finished', report };
}

/** With the sums that a threshold is followed by. */
function followed(planned: PlannedComparison): PlannedComparison {
  const { subject } = planned;
  return 'selection' in subject ? { ...planned, subject: { ...subject, isLive: true } } : planned;
}

/** Models of several classes, rankers and two files are cut nowhere. */
function atCut(planned: PlannedComparison, cut: AskedCut): PlannedComparison {
  const { subject } = planned;
  if (!('selection' in subject)) return planned;
  return { ...planned, subject: { ...subject, selection: cut } };
}

function withJoined(report: CompareReport, joined: Joined | undefined): CompareReport {
  if (joined === undefined) return report;
  return { ...report, source: joined.files, warnings: [...joined.warnings, ...report.warnings] };
}

/** Scored models need not be loaded any longer: what explains them is loaded by itself. */
function measuring(
  database: Database,
  path: string,
  { scoring, subject }: PlannedComparison,
  signal: AbortSignal | undefined,
): Promise<Measured> {
  return interruptible(database, signal, async (session) => {
    if (subject.task === 'classes') return { ...(await measureClasses(session, path, subject)), live: null };
    if (subject.task === 'drift') return { ...(await measureDrift(session, path, subject)), live: null };
    const measured =
      subject.task === 'ranking' ? measureRanking(session, path, subject) : measure(session, path, subject);
    const models = subject.scores.map(({ model }) => scoring.models.find(({ name }) => name === model));
    return withDrivers(database, session, path, await measured, models);
  });
}

function reportOf(planned: PlannedComparison, receipt: Receipt, measured: Omit<Measured, 'live'>): CompareReport {
  const { counts, warnings, ...figures } = measured;
  const { job, subject } = planned;
  const verdict = verdictOf(planned.limits, figures);
  const { label, task } = subject;
  return {
    version: 1,
    started: receipt.started,
    seconds: receipt.seconds,
    task,
    source: receipt.source.map(({ path, bytes, modified }) => ({ path, bytes, modified })),
    models: scoresOf(subject).map(({ model, name }, at) => ({
      name: model,
      role: at === 0 ? 'champion' : 'challenger',
      score: name,
      receipt: receipt.models.find((one) => one.name === model) ?? null,
    })),
    label: label === undefined ? null : { column: label.column, positive: 'positive' in label ? label.positive : null },
    weight: job.weight ?? null,
    value: job.value ?? null,
    rows: {
      read: receipt.rows.read,
      compared: counts.compared,
      judged: counts.judged,
      positive: task === 'binary' && label !== undefined ? counts.positive : null,
    },
    ...figures,
    verdict,
    ...findingsOf(
      { ...figures, verdict, compared: counts.compared },
      'selection' in subject ? subject.selection : undefined,
    ),
    scored: receipt.output,
    sql: receipt.sql,
    warnings: [...receipt.warnings, ...unlikeInputs(describePlan(planned.scoring).models, receipt.models), ...warnings],
    versions: receipt.versions,
  };
}

/** The columns of each model's score in the scored file. */
function scoresOf(subject: PlannedComparison['subject']): { model: string; name: string }[] {
  if (subject.task === 'drift') return [{ ...subject.score }];
  if (subject.task !== 'classes') return subject.scores.map(({ model, name }) => ({ model, name }));
  return subject.models.map(({ model, columns }) => ({ model, name: columns.join(', ') }));
}
