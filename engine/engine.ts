/** The engine behind the contract: what every transport serves, and what the command line calls in its own process. */
import { createRouterClient, implement, type RouterClient } from '@orpc/server';
import { methods } from '../contract/index.ts';
import { Database } from './duckdb/database.ts';
import { inspectModel } from './model/inspect.ts';
import { describePlan, planJob } from './score/plan.ts';
import { runJob } from './score/run.ts';
import { describeSource } from './source/describe.ts';
import { previewSource } from './source/preview.ts';

const contract = implement(methods).$context<{ database: Database }>();

/** The methods of the contract, over the database in their context. */
const router = contract.router({
  source: {
    preview: contract.source.preview.handler(async ({ input, context: { database } }) =>
      previewSource(database, await describeSource(database, input.source), input.rowLimit),
    ),
  },
  model: {
    inspect: contract.model.inspect.handler(({ input, context: { database } }) => inspectModel(database, input.path)),
  },
  job: {
    plan: contract.job.plan.handler(async ({ input, context: { database } }) =>
      describePlan(await planJob(database, input)),
    ),
    run: contract.job.run.handler(async function* ({ input, context: { database }, signal }) {
      yield* runJob(database, input, signal);
    }),
  },
});

export interface Engine {
  methods: RouterClient<typeof router>;
  close(): Promise<void>;
}

/** An engine in this process. */
export async function openEngine(): Promise<Engine> {
  const database = await Database.open();
  return {
    methods: createRouterClient(router, { context: { database } }),
    close: () => database.close(),
  };
}
