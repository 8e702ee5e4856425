/** Reads columns of a Parquet file into one packed row-major block of floats that worker threads can share. */
import { DuckDBInstance } from '@duckdb/node-api';

export async function packedColumns(path, columns) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM '${path}'`);
  const rowCount = Number(counted.getRowsJS()[0][0]);
  const width = columns.length;
  const packed = new Float32Array(new SharedArrayBuffer(rowCount * width * 4));
  const result = await connection.stream(`SELECT ${columns.join(', ')} FROM '${path}'`);
  let first = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) break;
    columns.forEach((_, column) => {
      const { items } = chunk.getColumnVector(column);
      for (let row = 0; row < chunk.rowCount; row += 1) packed[(first + row) * width + column] = items[row];
    });
    first += chunk.rowCount;
  }
  connection.closeSync();
  instance.closeSync();
  return { packed, rowCount };
}
