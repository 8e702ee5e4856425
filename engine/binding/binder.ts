/** Binds the models of one job in turn: all look into the same rules, and each rule must be of use to one of them. */
import {
  RowcastError,
  type Job,
  type ModelCard,
  type ModelReference,
  type OperatorLibrary,
} from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { inspectModel, stemOf } from '../model/inspect.ts';
import { refusalOr, type JobModel } from '../model/load.ts';
import { operatorLibraries } from '../model/operator-libraries.ts';
import { bindSlots, type Argument, type Line, type Table } from './resolve.ts';
import { Rules } from './rules.ts';

export interface ModelBinding extends JobModel {
  lines: Line[];
}

type BindingJob = Pick<Job, 'bind' | 'missing' | 'features' | 'byPosition' | 'extensions'>;

export class Binder {
  readonly #database: Database;
  readonly #table: Table;
  readonly #job: BindingJob;
  readonly #rules: Rules;
  readonly #bound: ModelBinding[] = [];
  /** Read once for all models. */
  #libraries: Promise<OperatorLibrary[]> | undefined;

  constructor(database: Database, table: Table, job: BindingJob) {
    this.#database = database;
    this.#table = table;
    this.#job = job;
    this.#rules = new Rules(job);
  }

  /** The next model; throws what concerns it as a whole, while what concerns one slot stands in its line. */
  async bind(reference: ModelReference): Promise<ModelBinding> {
    const name = reference.name ?? stemOf(reference.path);
    if (this.#bound.some((model) => model.name === name)) throw sameName(name);
    const card = await inspectModel(this.#database, reference.path);
    this.#libraries ??= operatorLibraries(this.#job.extensions);
    const model = { name, card, libraries: await this.#libraries };
    const lines = await bindSlots(model, this.#table, this.#job, this.#rules).catch(async (error: unknown) => {
      throw await refusalOr(error, this.#database, model);
    });
    const binding = { ...model, lines };
    this.#bound.push(binding);
    return binding;
  }

  /** Fails on what was said and no model had a use for. */
  checkAllUsed(): void {
    this.#rules.checkAllUsed();
    const { features } = this.#job;
    if (features === undefined) return;
    const used = this.#bound.some(({ card, lines }) =>
      lines.some(({ argument }) => {
        if (argument instanceof RowcastError) return false;
        return features.includes(argument.feature) && !isNamed(card, argument);
      }),
    );
    if (!used) throw unusedFeatures(this.#bound.map((model) => model.name));
  }
}

/** Whether the model itself names what an argument feeds. */
function isNamed(card: ModelCard, { feature, input }: Argument): boolean {
  return feature === input || card.features?.names.includes(feature) === true;
}

function unusedFeatures(models: readonly string[]): RowcastError {
  return new RowcastError(
    'BINDING_UNKNOWN',
    `--features is given, but model ${models.map((name) => `"${name}"`).join(' and ')} has no use for it: its features have names, or are bound by --bind.`,
    'Leave it out, or say what feeds a feature with --bind FEATURE=COLUMN.',
    { windowHint: 'Leave the list out, or choose a column for each feature.' },
  );
}

function sameName(name: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `Two models go by the name "${name}": expected a name for each.`,
    'Name them: --model champion=PATH --model challenger=PATH.',
    { windowHint: 'Give one of them another name.' },
  );
}
