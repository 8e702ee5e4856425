/** The options that say what to do with a job, shared by every command that runs one. */
import type { Command } from 'commander';

export interface RunSaid {
  overwrite?: boolean;
  dryRun?: boolean;
  receipt?: string;
  json?: boolean;
  quiet?: boolean;
  saveJob?: string;
}

export function addRunOptions(command: Command): Command {
  return command
    .option('--overwrite', 'replace the output if it is there')
    .option('--dry-run', 'print the binding and the SQL, and stop')
    .option('--receipt <FILE>', 'write the receipt as JSON')
    .option('--json', 'print the receipt as JSON on stdout, and nothing else there')
    .option('--quiet', 'print nothing but errors');
}
