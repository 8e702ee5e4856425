/** `rowcast run`: carries out a job file. */
import { Command } from 'commander';
import { RowcastError, type CompareJob, type Job } from '../../contract/index.ts';
import type { Engine } from '../../engine/engine.ts';
import { openEngine } from '../engine-on-demand.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { addRunOptions, type RunSaid } from '../said/run-options.ts';
import { carryOutComparison } from '../terminal/carry-out-comparison.ts';
import { carryOutJob } from '../terminal/carry-out.ts';

export function runCommand(): Command {
  const command = new Command('run')
    .description(
      'Carries out a job file, as the window, `rowcast score --save-job` and `rowcast compare --save-job` write it',
    )
    .argument('<JOB>', 'a job file (YAML); paths in it count from its folder');
  return refuseRepeats(addRunOptions(command)).action(async (path: string, said: RunSaid) => {
    const engine = await openEngine();
    try {
      const found = await engine.methods.job.readAnyFile({ path });
      await (found.kind === 'scoring' ? score(engine, found.job, said) : compare(engine, found.job, said));
    } finally {
      await engine.close();
    }
  });
}

async function score(engine: Engine, job: Job, said: RunSaid): Promise<void> {
  const overwrite = said.overwrite === true || job.destination.overwrite;
  await carryOutJob(engine, { ...job, destination: { ...job.destination, overwrite } }, said);
}

async function compare(engine: Engine, job: CompareJob, said: RunSaid): Promise<void> {
  const [option] = [
    ...(said.dryRun === true ? ['--dry-run'] : []),
    ...(said.receipt === undefined ? [] : ['--receipt']),
  ];
  if (option !== undefined) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `The job file is a comparison, which knows no ${option}.`,
      'Leave it out; report.json in the folder of the comparison holds the receipts.',
    );
  }
  await carryOutComparison(engine, { ...job, overwrite: said.overwrite === true || job.overwrite }, said);
}
