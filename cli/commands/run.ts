/** `rowcast run`: carries out a job file. */
import { Command } from 'commander';
import { refuseRepeats } from '../said/repeats.ts';
import { addRunOptions, type RunSaid } from '../said/run-options.ts';
import { carryOut } from '../terminal/carry-out.ts';

export function runCommand(): Command {
  const command = new Command('run')
    .description('Carries out a job file, as the window and `rowcast score --save-job` write it')
    .argument('<JOB>', 'a job file (YAML); paths in it count from its folder');
  return refuseRepeats(addRunOptions(command)).action(async (path: string, said: RunSaid) => {
    await carryOut(async (engine) => {
      const job = await engine.methods.job.readFile({ path });
      const overwrite = said.overwrite === true || job.destination.overwrite;
      return { ...job, destination: { ...job.destination, overwrite } };
    }, said);
  });
}
