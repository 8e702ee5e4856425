/** A measured process: DuckDB's bare COPY of a table, with the settings that Rowcast scores with. */
import { DuckDBInstance } from '@duckdb/node-api';

const [source, destination, how] = process.argv.slice(2);
const relations = {
  parquet: `read_parquet('${source}')`,
  typed: `read_csv('${source}')`,
  text: `read_csv('${source}', all_varchar = true)`,
};
const options = how === 'parquet' ? ['FORMAT parquet', 'COMPRESSION zstd'] : ['FORMAT csv', 'HEADER'];

const instance = await DuckDBInstance.create(':memory:', {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  preserve_insertion_order: 'true',
});
const connection = await instance.connect();
await connection.run(`COPY (FROM ${relations[how]}) TO '${destination}' (${options.join(', ')}, USE_TMP_FILE false)`);
connection.closeSync();
instance.closeSync();
