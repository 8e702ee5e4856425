/** What every method of the engine is given, and the contract they implement. */
import { implement } from '@orpc/server';
import { methods } from '../../contract/index.ts';
import { checkRequest } from '../access/check-request.ts';
import type { FileAccess } from '../access/file-access.ts';
import type { Explorations } from '../compare/explorations.ts';
import type { Database } from '../duckdb/database.ts';
import type { Home } from '../home/home.ts';
import type { RunsUnderWay } from '../score/runs-under-way.ts';
import type { SettingsKeeper } from '../settings/settings.ts';
import type { OpenTables } from '../table/open-tables.ts';

export interface EngineContext {
  database: Database;
  tables: OpenTables;
  explorations: Explorations;
  runs: RunsUnderWay;
  /** What requests may read and write. */
  access: FileAccess;
  /** What is kept for the user; null where nothing is. */
  home: Home | null;
  settings: SettingsKeeper;
  /** Why the engine before this one ended, where it did so by itself. */
  restartedAfter: string | null;
}

/** Input is validated before the first middleware, so that each sees what the contract promises. */
const validateFirst = { initialInputValidationIndex: Number.NEGATIVE_INFINITY };

export const contract = implement(methods, validateFirst)
  .$context<EngineContext>()
  .use(async ({ context, next, procedure }, input) => {
    await checkRequest(context, procedure['~orpc'].inputSchema, input);
    return next();
  });
