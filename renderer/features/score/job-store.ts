/** The job that is being put together: which models score the open table, how they are fed, and what is written where. */
import { hashKey } from '@tanstack/react-query';
import { create } from 'zustand';
import type {
  DestinationFormat,
  Explain,
  GoldenChoice,
  Keep,
  ModelReference,
  OnBadRow,
  PredictionRule,
  Resources,
  SourceColumn,
  SourceRequest,
  TreesChoice,
} from '../../../contract/index.ts';
import { isSaid, undecided, withoutOtherColumns, type Decisions } from '../binding/decisions.ts';
import { nameForModel } from '../models/model-name.ts';

export interface PickedModel {
  path: string;
  /** Put before its predictions where several models run; unique. */
  name: string;
  /** Null until it was looked up what was decided for this model on tables like this one. */
  decisions: Decisions | null;
  /** Where the decisions came from, until the user changes one. */
  origin: 'new' | 'last time' | 'job file' | 'read before';
  /** What was decided while the same files were read another way; null for a table that was just opened. */
  before: Decisions | null;
  /** What a job file says runs this model alone. */
  own?: Pick<ModelReference, 'provider' | 'trees'>;
}

export interface JobState {
  source: SourceRequest | null;
  /**
   * Which state of the source's files is meant, so that nothing that was found out about another is taken for it: as `stateOfFiles`
   * tells it. Null until they were opened.
   */
  sourceState: string | null;
  /** Of the source, also while a result of it is open; empty until it was read. */
  columns: readonly SourceColumn[];
  /** Null until they were counted. */
  rowCount: number | null;
  models: PickedModel[];
  keep: Keep;
  /** SQL condition; empty for all rows. */
  where: string;
  /** Put before the name of every prediction. */
  prefix: string;
  /** Of a job file; what it leaves out is as the settings say. */
  resources: Resources;
  /** Of a job file too. */
  trees: TreesChoice;
  /** Libraries of operators. */
  extensions: string[];
  golden: GoldenChoice;
  onBadRow: OnBadRow;
  predictions: PredictionRule[];
  /** Null for no reasons. */
  explain: Explain | null;
  /** Null for what the settings say, as with the format. */
  provider: string | null;
  /** Whether a job stops where that cannot run all of a model. */
  requireProvider: boolean;
  format: DestinationFormat | null;
  /** Path of the output; null for the suggested one. */
  destination: string | null;
  /** An output that may be replaced, because the user was asked. */
  replace: string | null;
}

const forNewReading = { sourceState: null, columns: [], rowCount: null } satisfies Partial<JobState>;

const forNewSource = {
  ...forNewReading,
  keep: 'all',
  where: '',
  resources: {},
  trees: 'auto',
  extensions: [],
  golden: 'auto',
  onBadRow: 'fail',
  predictions: [],
  explain: null,
  destination: null,
  replace: null,
} satisfies Partial<JobState>;

export const emptyJob: JobState = {
  source: null,
  models: [],
  prefix: '',
  provider: null,
  requireProvider: false,
  format: null,
  ...forNewSource,
};

export const useJob = create<JobState>(() => emptyJob);

/**
 * Another table: models stay, and what was decided for them is looked up again. The same files read another way: what was decided
 * and asked for stays, as far as its columns are still there.
 */
export function setJobSource(source: SourceRequest | null): void {
  useJob.setState((job) => {
    const isReadAgain = source !== null && hashKey(job.source?.paths ?? []) === hashKey(source.paths);
    return {
      ...(isReadAgain ? forNewReading : forNewSource),
      source,
      models: job.models.map(({ own, ...model }) => ({
        ...model,
        ...(isReadAgain && own !== undefined ? { own } : {}),
        decisions: null,
        origin: 'new',
        before: isReadAgain ? decidedBefore(model) : null,
      })),
    };
  });
}

/** All of it, also what had no column to hold for in between. */
function decidedBefore({ origin, decisions, before }: PickedModel): Decisions | null {
  return origin === 'read before' ? before : (decisions ?? before);
}

/** What was found in the source's files. Where the columns are others than before, what was decided is looked up again. */
export function setSourceFound(sourceState: string, columns: readonly SourceColumn[]): void {
  useJob.setState((job) => {
    const areOthers = job.columns.length > 0 && hashKey(job.columns) !== hashKey(columns);
    const found = (model: PickedModel) => withinColumns(areOthers ? decidedAnew(model) : model, columns);
    return { sourceState, columns, models: job.models.map(found) };
  });
}

/** A match that was confirmed may be of another column now; what a job file says is still said. */
function decidedAnew(model: PickedModel): PickedModel {
  if (model.origin !== 'job file') return { ...model, decisions: null, origin: 'new' };
  return { ...model, decisions: { ...(model.decisions ?? undecided), confirmed: [] } };
}

/** What was decided when the files were read another way holds for the columns that are still there. */
function withinColumns(model: PickedModel, columns: readonly SourceColumn[]): PickedModel {
  if (model.origin !== 'read before' || model.before === null || columns.length === 0) return model;
  return { ...model, decisions: withoutOtherColumns(model.before, new Set(columns.map(({ name }) => name))) };
}

export function pickModels(paths: readonly string[]): void {
  useJob.setState(({ models }) => {
    const picked = [...models];
    for (const path of paths) {
      if (picked.some((model) => model.path === path)) continue;
      const taken = picked.map((model) => model.name);
      picked.push({ path, name: nameForModel(path, taken), decisions: null, origin: 'new', before: null });
    }
    return { models: picked };
  });
}

export function dropModel(path: string): void {
  useJob.setState(({ models }) => ({ models: models.filter((model) => model.path !== path) }));
}

/** Of all models, also of those for which a job file says another. */
export function chooseProvider(provider: string): void {
  useJob.setState(({ models }) => ({
    provider,
    models: models.map(({ own, ...model }) =>
      own?.trees === undefined ? model : { ...model, own: { trees: own.trees } },
    ),
  }));
}

export function renameModel(path: string, name: string): void {
  changeModel(path, (model) => ({ ...model, name }));
}

/**
 * What was decided last time, or null where nothing was; only where the user has decided nothing yet. What was decided a moment
 * ago, when the same files were read another way, comes first.
 */
export function recallDecisions(path: string, saved: Decisions | null): void {
  const { columns } = useJob.getState();
  changeModel(path, (model) => {
    if (model.decisions !== null) return model;
    if (model.before !== null && isSaid(model.before))
      return withinColumns({ ...model, decisions: { ...model.before, confirmed: [] }, origin: 'read before' }, columns);
    return { ...model, decisions: saved ?? undecided, origin: saved === null ? 'new' : 'last time' };
  });
}

export function decide(path: string, change: (decisions: Decisions) => Decisions): void {
  changeModel(path, (model) => ({ ...model, decisions: change(model.decisions ?? undecided), origin: 'new' }));
}

/** What was confirmed for a model's file may not hold for another in its place; what was said stays. */
export function reconfirm(path: string): void {
  changeModel(path, (model) =>
    model.decisions === null ? model : { ...model, decisions: { ...model.decisions, confirmed: [] }, origin: 'new' },
  );
}

function changeModel(path: string, change: (model: PickedModel) => PickedModel): void {
  useJob.setState(({ models }) => ({ models: models.map((model) => (model.path === path ? change(model) : model)) }));
}
