/** A process of its own for trials of providers, whose drivers may crash or hang: a line of JSON for each that is named. */
import { Database } from '../duckdb/database.ts';
import { refusalBy } from './provider-trial.ts';

const database = await Database.open();
for (const name of process.argv.slice(2)) {
  const reason = await refusalBy(database, name);
  process.stdout.write(`${JSON.stringify({ name, reason })}\n`);
}
await database.close();
