/** Writes rows as an Arrow IPC stream: the row's number, then columns of text. */
import type { DuckDBDataChunk } from '@duckdb/node-api';
import { Field, Float64, makeData, RecordBatch, RecordBatchStreamWriter, Schema, Struct, Utf8 } from 'apache-arrow';

/** `chunks` hold row numbers from 0, then one text column for each of `names`; all names differ. */
export function pageBytes(
  chunks: readonly DuckDBDataChunk[],
  rowColumn: string,
  names: readonly string[],
): Uint8Array<ArrayBuffer> {
  const rowCount = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const schema = new Schema([
    new Field(rowColumn, new Float64(), false),
    ...names.map((name) => new Field(name, new Utf8(), true)),
  ]);
  const cells = (index: number) => chunks.flatMap((chunk) => chunk.getColumnValues(index));
  const numbers = Float64Array.from(cells(0), (row) => Number(row) + 1);
  const children = [
    makeData({ type: new Float64(), length: rowCount, nullCount: 0, data: numbers }),
    ...names.map((_, index) => textData(cells(index + 1) as (string | null)[])),
  ];
  const data = makeData({ type: new Struct(schema.fields), length: rowCount, nullCount: 0, children });
  const writer = new RecordBatchStreamWriter();
  writer.write(new RecordBatch(schema, data));
  writer.finish();
  return writer.toUint8Array(true) as Uint8Array<ArrayBuffer>;
}

/** All texts in one buffer: encoding them one by one takes most of the time of a page. */
function textData(values: readonly (string | null)[]) {
  const valueOffsets = new Int32Array(values.length + 1);
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8)).fill(0xff);
  const joined = values.join('');
  const data = Buffer.from(joined, 'utf8');
  const isAscii = data.length === joined.length;
  let nullCount = 0;
  let end = 0;
  values.forEach((value, row) => {
    if (value === null) {
      nullCount += 1;
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) & ~(1 << (row & 7));
    } else {
      end += isAscii ? value.length : Buffer.byteLength(value);
    }
    valueOffsets[row + 1] = end;
  });
  return makeData({ type: new Utf8(), length: values.length, nullCount, nullBitmap, valueOffsets, data });
}
