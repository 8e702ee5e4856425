/** What ONNX Runtime itself gives for a model of the matrix, with no part of Rowcast between. */
import { InferenceSession } from 'onnxruntime-node';
import type { Tables } from '../engine/tables.ts';
import { isFeedable, runDirectly, type Feed } from '../parity/oracle.ts';
import { expressionsOf, modelPath, triedRows, type Subject } from './manifest.ts';

const sqlTypes: Readonly<Record<string, string>> = {
  float32: 'FLOAT',
  float64: 'DOUBLE',
  int8: 'TINYINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'UTINYINT',
  uint16: 'USMALLINT',
  uint32: 'UINTEGER',
  uint64: 'UBIGINT',
  bool: 'BOOLEAN',
  string: 'VARCHAR',
};

/** The scores column by column, or undefined where onnxruntime-node cannot hold an input or output of the model. */
export async function scoresOf(subject: Subject, tables: Tables): Promise<unknown[][] | undefined> {
  const path = modelPath(subject.name);
  const session = await InferenceSession.create(path, { logSeverityLevel: 4, executionProviders: ['cpu'] });
  const inputs = session.inputMetadata.filter((input) => input.name in subject.inputs);
  const outputs = session.outputMetadata;
  await session.release();
  const kinds = [...inputs, ...(subject.zipMapTensors.length > 0 ? [] : outputs)];
  if (!kinds.every((tensor) => tensor.isTensor && isFeedable(tensor.type))) return undefined;

  const feeds: Feed[] = [];
  const sizes: (number | undefined)[] = [];
  for (const input of inputs) {
    if (!input.isTensor) return undefined;
    feeds.push(await feedOf(tables, subject, input.name, input.type, input.shape.length));
    sizes.push(input.shape.length === 0 ? 1 : fixedSize(input.shape[0]));
  }
  const step = subject.step ?? sizes.find((size) => size !== undefined);
  if (step === undefined) return Object.values(await runDirectly(path, feeds, subject.zipMapTensors)).flat();
  return inSteps(path, feeds, step);
}

async function feedOf(tables: Tables, subject: Subject, input: string, type: string, rank: number): Promise<Feed> {
  const sqlType = sqlTypes[type] ?? '';
  const said = subject.job?.missing.find((rule) => rule.input === input)?.missing;
  const nan = sqlType === 'FLOAT' || sqlType === 'DOUBLE' ? `'nan'::${sqlType}` : 'NULL';
  const missing = said?.policy === 'value' ? `'${said.value}'` : nan;
  const cells = expressionsOf(subject.inputs[input] ?? []).map(
    (sql, at) => `coalesce((${sql})::${sqlType}, ${missing}) AS c${at}`,
  );
  const columns = Object.values(await tables.columns(`SELECT ${cells.join(', ')} FROM '${triedRows}'`));
  return { input, columns, rank };
}

function fixedSize(size: number | string | undefined): number | undefined {
  return typeof size === 'number' && size > 0 ? size : undefined;
}

/** `step` rows in each run, the last one filled up. */
async function inSteps(path: string, feeds: readonly Feed[], step: number): Promise<unknown[][]> {
  const rowCount = feeds[0]?.columns[0]?.length ?? 0;
  const all: unknown[][] = [];
  for (let start = 0; start < rowCount; start += step) {
    const part = feeds.map((feed) => ({ ...feed, columns: feed.columns.map((c) => c.slice(start, start + step)) }));
    const found = Object.values(await runDirectly(path, part, [], step)).flat();
    found.forEach((cells, column) => (all[column] ??= []).push(...cells));
  }
  return all;
}
