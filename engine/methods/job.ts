/** Jobs: planned, run, and kept as files. */
import { describePlan, planJob } from '../score/plan.ts';
import { runJob } from '../score/run.ts';
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const job = {
  plan: contract.job.plan.handler(async ({ input, context: { database } }) =>
    describePlan(await planJob(database, input)),
  ),
  run: contract.job.run.handler(async function* ({ input, context: { database }, signal }) {
    yield* runJob(database, input, signal);
  }),
  toYaml: contract.job.toYaml.handler(notYet),
  writeFile: contract.job.writeFile.handler(notYet),
  readFile: contract.job.readFile.handler(notYet),
};
