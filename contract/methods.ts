/** Everything that can be asked of Rowcast, over any transport. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Binding, BindingKey, JobDraft, LossEvent, SavedBinding } from './binding.ts';
import {
  AnyJob,
  CompareEvent,
  CompareJob,
  Comparison,
  ExploreEvent,
  MeasureComparison,
  SaveComparison,
  WriteRows,
} from './compare.ts';
import { CompareReport } from './compare-report.ts';
import { Fault } from './error.ts';
import { FilePath } from './file-path.ts';
import { FileChange, Listing } from './files.ts';
import { GoldenRequest, GoldenWritten } from './golden.ts';
import { KnownModel, RecentSource, RunRecord } from './history.ts';
import { Job } from './job.ts';
import { Assessment, ModelGraph } from './model-graph.ts';
import { ModelCard } from './model.ts';
import { Plan, RunEvent, RunRequest } from './run.ts';
import { About, Provider, Settings } from './settings.ts';
import { Preview, SourceReading, SourceRequest } from './source.ts';
import {
  ColumnProfile,
  OpenRequest,
  OpenTable,
  Page,
  PageRequest,
  ProfileRequest,
  RowRequest,
  TableId,
  View,
  ViewEvent,
} from './table.ts';
import { Curve, CurveRequest, RowTrial, TrialResult } from './what-if.ts';

const path = FilePath;
/** A path as it stands in the history: looked up there, never opened. */
const knownPath = z.string().min(1);
const nothing = z.void();

export const methods = {
  source: {
    /** Types, row count, NULLs, range and first rows of a table. */
    preview: oc.input(z.object({ source: SourceRequest, rowLimit: z.int().positive() })).output(Preview),
  },
  table: {
    /** Opens a table for looking at; its first rows can be asked for at once. */
    open: oc.input(OpenRequest).output(OpenTable),
    /** Makes every page of a view quick to reach and counts its rows. Aborting stops the work. */
    prepare: oc.input(z.object({ table: TableId, view: View.prefault({}) })).output(eventIterator(ViewEvent)),
    page: oc.input(PageRequest).output(Page),
    /** Position in a view, from 0, of a row of the source; null where the view does not have it. Waits until the view is prepared. */
    find: oc.input(RowRequest).output(z.int().nullable()),
    /** What a view filters by as one condition, as a job's `where` takes it: it finds the view's rows. Empty where that is all rows. */
    condition: oc.input(z.object({ table: TableId, view: View.prefault({}) })).output(z.string()),
    /** What columns hold: of the first rows soon, of all rows later. One event for each column and step. */
    profile: oc.input(ProfileRequest).output(eventIterator(ColumnProfile)),
    /** Tells when a file of the table changes, appears or goes. */
    watch: oc.input(z.object({ table: TableId })).output(eventIterator(FileChange)),
    close: oc.input(z.object({ table: TableId })).output(nothing),
  },
  model: {
    inspect: oc.input(z.object({ path })).output(ModelCard),
    /** Its card, and whether it can be scored at all. */
    assess: oc.input(z.object({ path })).output(Assessment),
    /** Tells when one of the files changes, appears or goes. */
    watch: oc.input(z.object({ paths: z.array(path).min(1) })).output(eventIterator(FileChange)),
    /** Makes golden rows beside a model; throws `DESTINATION_EXISTS` where there are some. */
    makeGolden: oc.input(GoldenRequest).output(GoldenWritten),
    graph: oc.input(z.object({ path, nodeLimit: z.int().positive().max(5000).default(500) })).output(ModelGraph),
  },
  binding: {
    /** What would feed each slot; faults are in the answer, line by line. */
    propose: oc.input(JobDraft).output(Binding),
    /** What would be lost: of the first rows soon, of all rows later. */
    count: oc.input(JobDraft).output(eventIterator(LossEvent)),
    saved: oc.input(BindingKey).output(SavedBinding.nullable()),
    save: oc.input(BindingKey.extend({ binding: SavedBinding })).output(nothing),
  },
  whatIf: {
    row: oc.input(RowTrial).output(TrialResult),
    curve: oc.input(CurveRequest).output(Curve),
  },
  job: {
    /** Resolves a job without running it. */
    plan: oc.input(Job).output(Plan),
    /** Runs a job, or throws MODEL_CHANGED where a model is not the file that was seen; aborting the call cancels the run and leaves the destination as it was. */
    run: oc.input(RunRequest).output(eventIterator(RunEvent)),
    /** Cancels a run, whose events then end with CANCELLED. Answers when nothing of it is left; at once where it has ended. */
    cancel: oc.input(z.object({ id: z.string() })).output(nothing),
    /** The job as a YAML job file. */
    toYaml: oc.input(Job).output(z.string()),
    writeFile: oc.input(z.object({ job: Job, path, overwrite: z.boolean().default(false) })).output(nothing),
    readFile: oc.input(z.object({ path })).output(Job),
    /** A job file of either kind. */
    readAnyFile: oc.input(z.object({ path })).output(AnyJob),
  },
  compare: {
    /** Scores a table with several models and writes what they have in common and what tells them apart. */
    run: oc.input(CompareJob).output(eventIterator(CompareEvent)),
    /** The same for looking at it: the scored table, which the report names, can be opened until the comparison is closed or the engine ends. */
    explore: oc.input(Comparison).output(eventIterator(ExploreEvent)),
    /** The report at another cut, from the scores that are there; `save` and what else is told of it stay at the cut before. */
    measure: oc.input(MeasureComparison).output(CompareReport),
    /** Writes the report's three files, as `run` does. */
    save: oc.input(SaveComparison).output(nothing),
    /** Answers how many rows were written. */
    writeRows: oc.input(WriteRows).output(z.int()),
    /** The comparison as a YAML job file. */
    writeFile: oc.input(z.object({ job: CompareJob, path, overwrite: z.boolean().default(false) })).output(nothing),
    /** Removes what was kept of it; nothing where it is closed already. */
    close: oc.input(z.object({ id: z.string() })).output(nothing),
  },
  history: {
    /** Newest first. */
    list: oc.input(z.object({ limit: z.int().positive().max(1000).default(100) })).output(z.array(RunRecord)),
    get: oc.input(z.object({ id: z.string() })).output(RunRecord.nullable()),
    remove: oc.input(z.object({ id: z.string() })).output(nothing),
    /** What was wrong with what is kept, and what was done about it, since the engine began: for telling, not for stopping. */
    notices: oc.output(z.array(Fault)),
  },
  library: {
    /** Models and tables that were used before, the latest first. */
    models: oc.output(z.array(KnownModel)),
    sources: oc.output(z.array(RecentSource)),
    /** What was said about how these files are read when they were last opened; null where nothing was. */
    reading: oc.input(z.object({ paths: z.array(knownPath).min(1) })).output(SourceReading.nullable()),
    forgetModel: oc.input(z.object({ path: knownPath })).output(nothing),
    forgetSource: oc.input(z.object({ paths: z.array(knownPath).min(1) })).output(nothing),
  },
  settings: {
    get: oc.output(Settings),
    set: oc.input(Settings).output(Settings),
  },
  files: {
    /** Without a folder: the first of those that were opened to the app. */
    list: oc.input(z.object({ folder: path.optional() })).output(Listing),
    /** Whether a file of that name is there, for asking before it is replaced. */
    exists: oc.input(z.object({ path })).output(z.boolean()),
  },
  system: {
    /** Loads ONNX Runtime, to say what it has. */
    about: oc.output(About),
    /** What models can run on here, as `about` has it too. */
    providers: oc.output(z.array(Provider)),
    /** Where the sample table and models lie; null where they are not installed. */
    sampleFolder: oc.output(z.string().nullable()),
  },
};
