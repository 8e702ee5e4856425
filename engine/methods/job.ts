/** Jobs: planned, run, and kept as files. */
import { recordRun } from '../history/record-run.ts';
import { describePlan, planJob } from '../score/plan.ts';
import { runJob } from '../score/run.ts';
import { contract } from './context.ts';
import { notYet } from './not-yet.ts';

export const job = {
  plan: contract.job.plan.handler(async ({ input, context: { database, settings } }) =>
    describePlan(await planJob(database, settings.complete(input))),
  ),
  run: contract.job.run.handler(async function* ({ input, context: { database, home, settings }, signal }) {
    const run = runJob(database, settings.complete(input), signal);
    yield* home === null ? run : recordRun(home, input, run);
  }),
  toYaml: contract.job.toYaml.handler(notYet),
  writeFile: contract.job.writeFile.handler(notYet),
  readFile: contract.job.readFile.handler(notYet),
};
