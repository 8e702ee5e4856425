/** The engine behind the contract: what every transport serves, and what the command line calls in its own process. */
import { createRouterClient, type RouterClient } from '@orpc/server';
import { everywhere, type FileAccess } from './access/file-access.ts';
import { Explorations } from './compare/explorations.ts';
import { Database } from './duckdb/database.ts';
import { Home } from './home/home.ts';
import { binding } from './methods/binding.ts';
import { contract, type EngineContext } from './methods/context.ts';
import { compare } from './methods/compare.ts';
import { files } from './methods/files.ts';
import { history, library, settings } from './methods/home.ts';
import { job } from './methods/job.ts';
import { model } from './methods/model.ts';
import { source } from './methods/source.ts';
import { system } from './methods/system.ts';
import { table } from './methods/table.ts';
import { whatIf } from './methods/what-if.ts';
import { RunsUnderWay } from './score/runs-under-way.ts';
import { SettingsKeeper } from './settings/settings.ts';
import { OpenTables } from './table/open-tables.ts';

/** The methods of the contract, over what is in their context. */
export const router = contract.router({
  source,
  table,
  model,
  binding,
  whatIf,
  compare,
  job,
  history,
  library,
  settings,
  files,
  system,
});

/** One of those whom the engine serves, as a page is: what it opened is its own, and goes with it. */
export interface EngineClient {
  context: EngineContext;
  /** Closes the tables and comparisons that this client has open. */
  close(): Promise<void>;
}

export interface Engine {
  methods: RouterClient<typeof router>;
  context: EngineContext;
  connect(): EngineClient;
  close(): Promise<void>;
}

export interface EngineOptions {
  access?: FileAccess;
  /** Folder for settings and history, usually `defaultHomeFolder()`; null keeps nothing. */
  home?: string | null;
  restartedAfter?: string | null;
}

/** An engine in this process; without options, for a user who may open what the system lets them open, and keeping nothing. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const { access = everywhere, home: folder = null, restartedAfter = null } = options;
  const database = await Database.open();
  const home = folder === null ? null : new Home(folder);
  const keeper = new SettingsKeeper(home?.folder);
  if (home !== null) await database.setDefaults(keeper.inForce());
  if (restartedAfter !== null) home?.settle();
  const runs = new RunsUnderWay();
  const shared = { database, runs, access, home, settings: keeper, restartedAfter };
  const clients = new Set<OpenTables>();
  const connect = (): EngineClient => {
    const tables = new OpenTables(database);
    const explorations = new Explorations(database, access);
    clients.add(tables);
    return {
      context: { ...shared, tables, explorations },
      close: async () => {
        await tables.closeAll().finally(() => clients.delete(tables));
        explorations.closeAll();
      },
    };
  };
  const { context } = connect();
  return {
    methods: createRouterClient(router, { context }),
    context,
    connect,
    close: async () => {
      await Promise.all([...clients].map((tables) => tables.closeAll()));
      await home?.close();
      await database.close();
    },
  };
}

/** Loads what only pages of a table need, for a host that will be asked for some. */
export async function loadForPages(): Promise<void> {
  await import('./table/page-columns.ts');
}
