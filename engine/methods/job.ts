/** Jobs: planned, run, and kept as files. */
import { recordRun } from '../history/record-run.ts';
import { fromFolder } from '../job-file/paths.ts';
import { readAnyJobFile, readJobFile } from '../job-file/read.ts';
import { jobToYaml, writeJobFile } from '../job-file/write.ts';
import { checkOutputs, describePlan, planJob, releasePlan } from '../score/plan.ts';
import { onlyWithSeen } from '../score/models-seen.ts';
import { runJob } from '../score/run.ts';
import { contract } from './context.ts';
import type { RunEvent } from '../../contract/index.ts';

export const job = {
  plan: contract.job.plan.handler(async ({ input, context: { database, settings } }) => {
    const planned = await planJob(database, settings.complete(input));
    releasePlan(database, planned);
    checkOutputs(planned);
    return describePlan(planned);
  }),
  run: contract.job.run.handler(async function* ({
    input: request,
    context: { database, home, settings, runs },
    signal,
  }) {
    const { modelsSeen, ...input } = request;
    const begun = runs.begin(signal);
    try {
      const events = runJob(database, settings.complete(input), begun.signal);
      const run = announced(begun.id, onlyWithSeen(input, modelsSeen, events));
      yield* home === null ? run : recordRun(home, begun.id, fromFolder(input, '.'), run);
    } finally {
      begun.end();
    }
  }),
  cancel: contract.job.cancel.handler(({ input, context: { runs } }) => runs.cancel(input.id)),
  toYaml: contract.job.toYaml.handler(({ input }) => jobToYaml(input)),
  writeFile: contract.job.writeFile.handler(({ input }) => writeJobFile(input.job, input.path, input.overwrite)),
  readFile: contract.job.readFile.handler(({ input }) => readJobFile(input.path)),
  readAnyFile: contract.job.readAnyFile.handler(({ input }) => readAnyJobFile(input.path)),
};

async function* announced(id: string, run: AsyncGenerator<RunEvent>): AsyncGenerator<RunEvent> {
  yield { event: 'started', id };
  yield* run;
}
