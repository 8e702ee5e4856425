/** The engine behind the contract: what every transport serves, and what the command line calls in its own process. */
import { createRouterClient, type RouterClient } from '@orpc/server';
import { everywhere, type FileAccess } from './access/file-access.ts';
import { Database } from './duckdb/database.ts';
import { binding } from './methods/binding.ts';
import { contract, type EngineContext } from './methods/context.ts';
import { files } from './methods/files.ts';
import { history, library, settings } from './methods/home.ts';
import { job } from './methods/job.ts';
import { model } from './methods/model.ts';
import { source } from './methods/source.ts';
import { system } from './methods/system.ts';
import { table } from './methods/table.ts';
import { whatIf } from './methods/what-if.ts';

/** The methods of the contract, over what is in their context. */
export const router = contract.router({
  source,
  table,
  model,
  binding,
  whatIf,
  job,
  history,
  library,
  settings,
  files,
  system,
});

export interface Engine {
  methods: RouterClient<typeof router>;
  context: EngineContext;
  close(): Promise<void>;
}

export interface EngineOptions {
  access?: FileAccess;
  restartedAfter?: string | null;
}

/** An engine in this process; without options, for a user who may open what the system lets them open. */
export async function openEngine({ access = everywhere, restartedAfter = null }: EngineOptions = {}): Promise<Engine> {
  const database = await Database.open();
  const context: EngineContext = { database, access, restartedAfter };
  return {
    methods: createRouterClient(router, { context }),
    context,
    close: () => database.close(),
  };
}
