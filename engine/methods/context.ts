/** What every method of the engine is given, and the contract they implement. */
import { implement } from '@orpc/server';
import { methods } from '../../contract/index.ts';
import type { Database } from '../duckdb/database.ts';

export interface EngineContext {
  database: Database;
}

export const contract = implement(methods).$context<EngineContext>();
