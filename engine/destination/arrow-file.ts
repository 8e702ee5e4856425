/** Writes a SELECT as an Arrow IPC file (Feather V2), batch by batch; the one format DuckDB does not write itself. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { DataType, Field, RecordBatch, RecordBatchFileWriter, Schema, Struct, makeData } from 'apache-arrow';
import type { Session } from '../duckdb/session.ts';
import { identifier } from '../sql/text.ts';
import { arrowColumn, textColumn, type ArrowColumn } from './arrow-columns.ts';

/** Rows gathered before a record batch is written. */
const batchRows = 65_536;

/** Returns the number of rows written to `path`. */
export async function writeArrowFile(
  session: Session,
  select: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const result = await session.stream(await castable(session, select));
  let rowCount = 0;
  const counted = async function* () {
    for await (const batch of batches(result)) {
      rowCount += batch.numRows;
      yield batch;
    }
  };
  await pipeline(
    Readable.from(counted(), { highWaterMark: 2 }),
    RecordBatchFileWriter.throughNode({ autoDestroy: true }),
    createWriteStream(path),
    signal === undefined ? {} : { signal },
  );
  return rowCount;
}

/** The SELECT with every column whose type has no plain counterpart in Arrow cast to text. */
async function castable(session: Session, select: string): Promise<string> {
  const probe = await session.stream(`SELECT * FROM (${select}) LIMIT 0`);
  const columns = probe.columnNames().map((name, index) => {
    const plain = arrowColumn(probe.columnType(index)) !== undefined;
    return plain ? identifier(name) : `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`;
  });
  return `SELECT ${columns.join(', ')} FROM (${select})`;
}

/** At least one batch, so that a table without rows still has its columns. */
async function* batches(result: DuckDBResult): AsyncGenerator<RecordBatch> {
  const columns = result.columnNames().map((_, index) => arrowColumn(result.columnType(index)) ?? textColumn);
  const schema = new Schema(
    result.columnNames().map((name, index) => new Field(name, (columns[index] ?? textColumn).type, true)),
  );
  // The values of many lists at once would fill the memory.
  const most = columns.some(({ type }) => DataType.isList(type)) ? 1 : batchRows;
  let chunks: DuckDBDataChunk[] = [];
  let rows = 0;
  let written = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    const ended = chunk === null || chunk.rowCount === 0;
    if (!ended) chunks.push(chunk);
    rows += chunk?.rowCount ?? 0;
    if (rows >= most || (ended && (rows > 0 || written === 0))) {
      yield recordBatch(schema, columns, chunks, rows);
      written += 1;
      chunks = [];
      rows = 0;
    }
    if (ended) return;
  }
}

function recordBatch(
  schema: Schema,
  columns: readonly ArrowColumn[],
  chunks: readonly DuckDBDataChunk[],
  rows: number,
): RecordBatch {
  const children = columns.map((column, index) => column.data(chunks.flatMap((chunk) => chunk.getColumnValues(index))));
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children }));
}
