/** Jobs: planned, run, and kept as files. */
import { recordRun } from '../history/record-run.ts';
import { fromFolder } from '../job-file/paths.ts';
import { readJobFile } from '../job-file/read.ts';
import { jobToYaml, writeJobFile } from '../job-file/write.ts';
import { releaseModels } from '../model/load.ts';
import { describePlan, planJob } from '../score/plan.ts';
import { runJob } from '../score/run.ts';
import { contract } from './context.ts';

export const job = {
  plan: contract.job.plan.handler(async ({ input, context: { database, settings } }) => {
    const planned = await planJob(database, settings.complete(input));
    releaseModels(database, planned.models);
    return describePlan(planned);
  }),
  run: contract.job.run.handler(async function* ({ input, context: { database, home, settings }, signal }) {
    const run = runJob(database, settings.complete(input), signal);
    yield* home === null ? run : recordRun(home, fromFolder(input, '.'), run);
  }),
  toYaml: contract.job.toYaml.handler(({ input }) => jobToYaml(input)),
  writeFile: contract.job.writeFile.handler(({ input }) => writeJobFile(input.job, input.path, input.overwrite)),
  readFile: contract.job.readFile.handler(({ input }) => readJobFile(input.path)),
};
