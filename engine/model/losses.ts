/** Makes a model a function that counts what feeding it would lose, by the loop that feeds it, without running it. */
import { z } from 'zod';
import { ArgumentCounts, type ModelCard } from '../../contract/index.ts';
import { argumentSql, type ArgumentSql } from '../binding/argument-sql.ts';
import { isArgument, type Line } from '../binding/resolve.ts';
import type { Database } from '../duckdb/database.ts';
import { callOf, functionName } from './load.ts';

/** What such a function returns: counts of each line, in order. */
export const Losses = z.object({ rows: z.number(), arguments: z.array(ArgumentCounts) });

const registered = new WeakMap<Database, Set<string>>();

/** SQL of the aggregate that counts for all lines of a model; what it counts for a line with a fault means nothing. */
export async function lossesCall(
  database: Database,
  model: { name: string; card: ModelCard },
  lines: readonly Line[],
): Promise<string> {
  const fed = lines.map((line) => ({ input: line.slot.input, length: line.slot.length, ...countable(line) }));
  const options = JSON.stringify({
    sha256: model.card.sha256,
    arguments: fed.map(({ input, type, length, presence, tolerant }) => {
      return {
        input,
        type,
        length: type.endsWith('[]') ? length : undefined,
        presence: presence !== undefined,
        tolerant,
      };
    }),
  });
  const name = functionName('losses', options);
  const names = registered.get(database) ?? new Set();
  registered.set(database, names);
  if (!names.has(name)) await database.callJson('rowcast_losses', [name, model.card.path, options]);
  names.add(name);
  return callOf(name, fed);
}

/** What does not convert is to be counted, whatever the rule for it; a slot that nothing feeds is fed NULLs. */
function countable({ slot, argument }: Line): ArgumentSql {
  if (isArgument(argument)) return argumentSql(argument.feed, argument.element, true, argument.length !== null);
  const type = `${slot.element === 'string' ? 'VARCHAR' : 'BOOLEAN'}${slot.length === undefined ? '' : '[]'}`;
  return { sql: `CAST(NULL AS ${type})`, type, presence: undefined, tolerant: true };
}
