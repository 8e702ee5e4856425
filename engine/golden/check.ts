/** Scores the golden rows of a model again where it runs elsewhere than they were made, and stops a job that would differ. */
import { RowcastError, type GoldenReceipt, type Job } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';
import { releaseModels, type LoadedModel, type ProviderKeys } from '../model/load.ts';
import { stateOfWeights } from '../model/weights-state.ts';
import { identifier, literal } from '../sql/text.ts';
import { largestDifference, type Difference } from './difference.ts';
import { goldenPath, readGolden, type Golden } from './file.ts';
import { madeBy } from './machine.ts';
import { goldenCall, loadGolden } from './score.ts';

/** What was found of each model, while neither it nor its golden rows change. */
const checked = new WeakMap<Database, Map<string, GoldenReceipt>>();

/** Null where the model has no golden rows. Throws `GOLDEN_ROWS_DIFFER`. */
export async function checkGolden(
  database: Database,
  model: LoadedModel,
  job: Pick<Job, 'golden' | ProviderKeys | 'trees'>,
): Promise<GoldenReceipt | null> {
  const golden = await readGolden(database, model.card);
  if (golden === undefined) {
    if (job.golden === 'always') throw noGolden(model);
    return null;
  }
  const unscored = (why: string): GoldenReceipt => {
    return { path: golden.path, rows: 0, scored: false, why, largestDifference: null };
  };
  if (job.golden === 'never') return unscored('They were not to be checked.');
  const why = whyAgain(golden, model, await madeBy(database, model.provider.ran));
  if (why === undefined && job.golden === 'auto') {
    return unscored('Model, machine, ONNX Runtime and provider are those they were made with.');
  }
  const known = checked.get(database) ?? new Map<string, GoldenReceipt>();
  checked.set(database, known);
  const state = [model.card.sha256, stateOfWeights(model.card), model.libraries];
  const key = JSON.stringify([golden.path, golden.version, state, job.provider, job.trees]);
  const receipt =
    known.get(key) ?? (await scoreAgain(database, model, golden, job, why ?? 'They are checked each time.'));
  known.set(key, receipt);
  return receipt;
}

function whyAgain({ sha256, by }: Golden, model: LoadedModel, now: Golden['by']): string | undefined {
  if (sha256 !== model.card.sha256) return 'The model is not the file that they were made with.';
  const other = (Object.keys(now) as (keyof Golden['by'])[]).filter((key) => by[key] !== now[key]);
  const places = other.map((key) => `${key} ${JSON.stringify(now[key])}, not ${JSON.stringify(by[key])}`);
  return places.length === 0 ? undefined : `Of another place: ${places.join('; ')}.`;
}

async function scoreAgain(
  database: Database,
  model: LoadedModel,
  golden: Golden,
  job: Pick<Job, ProviderKeys | 'trees'>,
  why: string,
): Promise<GoldenReceipt> {
  const again = await loadGolden(database, model, golden.arguments, job).catch((error: unknown) => {
    const isOther = error instanceof RowcastError && golden.sha256 !== model.card.sha256;
    throw isOther ? differs(model, golden, why, `it cannot be fed their rows (${error.message})`) : error;
  });
  try {
    const names = again.columns.map((column) => column.name);
    const before = golden.outputs.map(({ name }) => name);
    if (JSON.stringify(names) !== JSON.stringify(before)) {
      throw differs(model, golden, why, `it gave ${before.join(', ')} and gives ${names.join(', ')}`);
    }
    const rows = await database.rows(
      `SELECT ${[...golden.outputs.map(({ column }) => identifier(column)), `${goldenCall(again, golden.inputs)} AS __rowcast_again`].join(', ')}
       FROM read_parquet(${literal(golden.path)})`,
    );
    const pairs = rows.flatMap((row, at) => {
      const scores = row['__rowcast_again'] as Record<string, unknown>;
      return golden.outputs.map(({ name, column }) => ({ row: at + 1, name, before: row[column], now: scores[name] }));
    });
    const worst = largestDifference(pairs);
    if (worst !== undefined && worst.by > golden.tolerance) throw differs(model, golden, why, told(worst));
    return { path: golden.path, rows: rows.length, scored: true, why, largestDifference: worst?.by ?? 0 };
  } finally {
    releaseModels(database, [again]);
  }
}

function noGolden({ name, card }: LoadedModel): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `--golden always is given, and model "${name}" has no golden rows: expected "${goldenPath(card.path)}".`,
    'Make them with `rowcast golden MODEL DATA`, put the file beside the model, or leave the option out.',
    { windowHint: 'Put the file of golden rows beside the model, or leave out `golden: always`.' },
  );
}

function told({ row, name, before, now }: Difference): string {
  return `"${name}" of row ${row} was ${String(before)} and is ${String(now)}`;
}

function differs({ name }: LoadedModel, golden: Golden, why: string, what: string): RowcastError {
  return new RowcastError(
    'GOLDEN_ROWS_DIFFER',
    `Model "${name}" does not give the scores of its golden rows ("${golden.path}"): ${what}. ${why}`,
    'Find out why before you use its scores. --golden never scores all the same; `rowcast golden MODEL DATA --overwrite` makes new golden rows.',
    { windowHint: 'Find out why before you use its scores, or move the file of golden rows away.' },
  );
}
