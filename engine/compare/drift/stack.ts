/** Puts the rows of two files one below the other, with a column that tells them apart, so that one statement scores both. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  RowcastError,
  SourceRequest,
  type CompareJob,
  type SourceColumn,
  type SourceFile,
} from '../../../contract/index.ts';
import { kindOf, type ColumnKind } from '../../binding/column-kind.ts';
import { checkTarget } from '../../destination/target.ts';
import type { Database } from '../../duckdb/database.ts';
import { describeSource } from '../../source/describe.ts';
import { typedRelation } from '../../source/relation.ts';
import { identifier, literal, pathLiteral } from '../../sql/text.ts';
import type { Joined, StackedNames } from '../joined.ts';

/** Column of the stacked table that names a row's file. */
export const fileColumn = 'compared_file';

interface Side {
  name: string;
  files: SourceFile[];
  columns: SourceColumn[];
  from: string;
}

/** `with` of the job must be there, and its key not. */
export async function stackTables(database: Database, job: CompareJob): Promise<Joined & { names: StackedNames }> {
  const first = await sideOf(database, job.source);
  const second = await sideOf(database, { ...job.source, paths: job.with?.paths ?? [] });
  const files = [...first.files, ...second.files];
  checkTarget({ path: join(job.folder, 'scored.parquet'), overwrite: job.overwrite }, files, job.models);
  checkColumns(first, second);
  const names = namesOf(first, second);
  const path = join(database.temporaryFolder(), `stacked-${Math.random().toString(36).slice(2)}.parquet`);
  const part = ({ from }: Side, name: string) =>
    `SELECT *, ${literal(name)} AS ${identifier(fileColumn)} FROM (FROM ${from})`;
  await database.run(
    `COPY (${part(first, names[0])} UNION ALL BY NAME ${part(second, names[1])}) TO ${pathLiteral(path)} (FORMAT parquet)`,
  );
  return {
    job: { ...job, with: undefined, source: SourceRequest.parse({ paths: [path] }) },
    files,
    warnings: onlyInOne(first, second, names),
    remove: () => rmSync(path, { force: true }),
    names,
  };
}

async function sideOf(database: Database, request: SourceRequest): Promise<Side> {
  const source = await describeSource(database, request);
  const name = source.files[0]?.path ?? '';
  return { name, files: source.files, columns: source.columns, from: typedRelation(source).from };
}

/** Never the same, since rows are told apart by them. */
function namesOf(first: Side, second: Side): StackedNames {
  const [one, two] = [basename(first.name), basename(second.name)];
  if (one !== two) return [one, two];
  if (first.name !== second.name) return [first.name, second.name];
  return [`${one} (first)`, `${two} (second)`];
}

/** What a column must be in both files, whatever its exact type. */
const alike: Readonly<Record<ColumnKind, string>> = {
  boolean: 'true or false',
  integer: 'a number',
  float: 'a number',
  'wide-number': 'a number',
  text: 'text',
  labelled: 'text',
  temporal: 'a time',
  nested: 'nested',
};

function checkColumns(first: Side, second: Side): void {
  const others = new Map(second.columns.map(({ name, type }) => [name.toLowerCase(), type]));
  for (const { name, type } of first.columns) {
    const other = others.get(name.toLowerCase()) ?? type;
    if (alike[kindOf(type)] === alike[kindOf(other)]) continue;
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `Column "${name}" is of type ${type} in "${first.name}" and of type ${other} in "${second.name}": expected values of one kind.`,
      `Say how it is read in both, for example --type ${name}=${type}.`,
    );
  }
  const taken = [first, second].find(({ columns }) => columns.some(({ name }) => name.toLowerCase() === fileColumn));
  if (taken === undefined) return;
  throw new RowcastError(
    'OUTPUT_CLASH',
    `The comparison would add column "${fileColumn}", and "${taken.name}" has one of that name.`,
    'Leave the column out of the file.',
  );
}

function onlyInOne(first: Side, second: Side, names: StackedNames): string[] {
  const missing = (here: Side, there: Side) => {
    const known = new Set(there.columns.map(({ name }) => name.toLowerCase()));
    return here.columns.filter(({ name }) => !known.has(name.toLowerCase())).map(({ name }) => name);
  };
  return [
    { columns: missing(first, second), name: names[1] },
    { columns: missing(second, first), name: names[0] },
  ]
    .filter(({ columns }) => columns.length > 0)
    .map(
      ({ columns, name }) => `"${name}" has no column ${columns.join(', ')}: all its values count as missing there.`,
    );
}
