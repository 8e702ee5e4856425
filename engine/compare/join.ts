/** Puts the rows of two files side by side by a key, so that scores which stand in either are compared on the same rows. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  RowcastError,
  SourceRequest,
  type CompareJob,
  type SourceColumn,
  type SourceFile,
} from '../../contract/index.ts';
import { columnNamed } from '../binding/match-name.ts';
import { checkTarget } from '../destination/target.ts';
import type { Database } from '../duckdb/database.ts';
import { describeSource } from '../source/describe.ts';
import { typedRelation } from '../source/relation.ts';
import { identifier, pathLiteral } from '../sql/text.ts';
import { isDrift } from './drift/plan-drift.ts';
import { stackTables } from './drift/stack.ts';
import { amount } from './figures.ts';
import type { Joined } from './joined.ts';

interface Side {
  name: string;
  files: SourceFile[];
  columns: SourceColumn[];
  from: string;
}

/** Undefined where the comparison is of one table. Throws where a second has no key, which only one model can do without. */
export async function joinTables(database: Database, job: CompareJob): Promise<Joined | undefined> {
  if (job.with === undefined) return undefined;
  if (isDrift(job)) return stackTables(database, job);
  const { key } = job.with;
  if (key === undefined) throw noKey();
  const left = await sideOf(database, job.source);
  const right = await sideOf(database, SourceRequest.parse({ paths: job.with.paths }));
  const files = [...left.files, ...right.files];
  checkTarget({ path: join(job.folder, 'scored.parquet'), overwrite: job.overwrite }, files, job.models);
  const keys = checkedKeys(key, left, right);
  await checkUnique(database, left, keys);
  await checkUnique(database, right, keys);
  const { kept, scores } = fromRight(job, left, right, keys);
  const path = join(database.temporaryFolder(), `joined-${Math.random().toString(36).slice(2)}.parquet`);
  const taken = kept.map(({ name, as }) => `r.${identifier(name)} AS ${identifier(as)}`);
  const matches = keys.map((name) => `l.${identifier(name)} = r.${identifier(name)}`).join(' AND ');
  await database.run(
    `COPY (SELECT ${['l.*', ...taken].join(', ')} FROM (FROM ${left.from}) l JOIN (FROM ${right.from}) r ON ${matches})
     TO ${pathLiteral(path)} (FORMAT parquet)`,
  );
  const remove = () => rmSync(path, { force: true });
  try {
    const warnings = await unmatched(database, path, left, right);
    const source = SourceRequest.parse({ paths: [path] });
    return { job: { ...job, with: undefined, source, challengerColumns: scores }, files, warnings, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function noKey(): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    '--with is given without --key.',
    'Name the column that tells rows apart, for example --key id. Without a key the rows of two files are compared through one model: leave out the challengers.',
  );
}

async function sideOf(database: Database, request: SourceRequest): Promise<Side> {
  const source = await describeSource(database, request);
  const [first] = source.files;
  return { name: first?.path ?? '', files: source.files, columns: source.columns, from: typedRelation(source).from };
}

function checkedKeys(key: readonly string[], left: Side, right: Side): string[] {
  return key.map((name) => {
    const [one, two] = [left, right].map(({ columns }) => columnNamed(name, columns, '--key'));
    if (one?.type === two?.type) return one?.name ?? name;
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `Key "${name}" is of type ${one?.type} in "${left.name}" and of type ${two?.type} in "${right.name}": expected one type.`,
      'Say how the first is read, for example --type id=VARCHAR, or write the second anew.',
      { windowHint: 'Read the first with another type.' },
    );
  });
}

/** A row that finds two partners would be compared twice. Rows whose key is missing have no partner. */
async function checkUnique(database: Database, { name, from }: Side, keys: readonly string[]): Promise<void> {
  const columns = keys.map(identifier);
  const texts = columns.map((column) => `CAST(${column} AS VARCHAR)`).join(" || ', ' || ");
  const row = await database.row(
    `SELECT count(*) AS keys, coalesce(sum(rows), 0) AS rows, min(text) AS text
     FROM (SELECT ${texts} AS text, count(*) AS rows FROM ${from} GROUP BY ${columns.join(', ')} HAVING count(*) > 1) WHERE text IS NOT NULL`,
  );
  if (amount(row, 'keys') === 0) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `${counted(amount(row, 'rows'), 'row')} of "${name}" share ${counted(amount(row, 'keys'), 'key')} with another row, for example ${keys.join(', ')} ${String(row['text'])}: expected a key for each row.`,
    'Name more columns as key, or keep one row of each in the file.',
  );
}

/** Columns that the second file alone has, and its scores; a score whose name the first has too gets the second's name before it. */
function fromRight(
  job: CompareJob,
  left: Side,
  right: Side,
  keys: readonly string[],
): { kept: { name: string; as: string }[]; scores: string[] } {
  const inLeft = new Set(left.columns.map(({ name }) => name.toLowerCase()));
  const alone = right.columns
    .filter(({ name }) => !inLeft.has(name.toLowerCase()))
    .map(({ name }) => ({ name, as: name }));
  const same = job.championColumn === undefined || job.models.length > 0 ? [] : [job.championColumn];
  const asked = job.challengerColumns.length > 0 ? job.challengerColumns : same;
  const [stem] = basename(right.name).split('.', 1);
  const twins = asked
    .filter((name) => !keys.includes(name))
    .flatMap((name) => right.columns.filter((column) => column.name === name && inLeft.has(name.toLowerCase())))
    .map(({ name }) => ({ name, as: `${stem}_${name}` }));
  const renamed = new Map(twins.map(({ name, as }) => [name, as]));
  return { kept: [...alone, ...twins], scores: asked.map((name) => renamed.get(name) ?? name) };
}

async function unmatched(database: Database, path: string, left: Side, right: Side): Promise<string[]> {
  const rowsOf = async (from: string) => amount(await database.row(`SELECT count(*) AS rows FROM ${from}`), 'rows');
  const matched = await rowsOf(`read_parquet(${pathLiteral(path)})`);
  const sides = [];
  for (const { name, from } of [left, right]) sides.push({ name, rows: await rowsOf(from) });
  if (matched === 0 && sides.some(({ rows }) => rows > 0)) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `No key of "${left.name}" is in "${right.name}": there are no rows to compare.`,
      'Name another column as key.',
    );
  }
  return sides
    .filter(({ rows }) => rows > matched)
    .map(
      ({ name, rows }) =>
        `${counted(rows - matched, 'row')} of ${rows.toLocaleString('en-US')} in "${name}" ${rows - matched === 1 ? 'has' : 'have'} no partner in the other file and ${rows - matched === 1 ? 'is' : 'are'} left out.`,
    );
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}
