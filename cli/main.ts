/** The `rowcast` command: reads arguments, runs one command, turns what went wrong into a message and an exit code. */
import { Command, CommanderError } from 'commander';
import { RowcastError, type ErrorCode } from '../contract/index.ts';
import { packageVersion } from '../engine/score/versions.ts';
import { appCommand } from './commands/app.ts';
import { compareCommand } from './commands/compare.ts';
import { goldenCommand } from './commands/golden.ts';
import { inspectCommand } from './commands/inspect.ts';
import { previewCommand } from './commands/preview.ts';
import { providersCommand } from './commands/providers.ts';
import { runCommand } from './commands/run.ts';
import { scoreCommand } from './commands/score.ts';
import { exitCodes } from './exit-codes.ts';
import { refuseOtherWords } from './said/other-words.ts';
import { describeFailure } from './terminal/failure.ts';

/** Faults that are told from others by their exit code. */
const codesOfFaults: Partial<Record<ErrorCode, number>> = {
  CANCELLED: exitCodes.cancelled,
  LIMIT_EXCEEDED: exitCodes.rejected,
};

/** Runs the command line and returns the exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  // A limit on file size must come as a failed write, with a message, not as the end of the process.
  process.on('SIGXFSZ', () => undefined);
  process.stdout.on('error', endWhereNobodyReads);
  try {
    refuseOtherWords(words[0] ?? '');
    await program().parseAsync(words, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.error;
    process.stderr.write(describeFailure(error));
    return error instanceof RowcastError ? (codesOfFaults[error.code] ?? exitCodes.error) : exitCodes.error;
  }
}

/** `rowcast preview t.csv | head` closes the pipe before everything is said, which is no error. */
function endWhereNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.ok);
}

function program(): Command {
  const rowcast = new Command('rowcast')
    .description(
      'Scores local tables with ONNX models: a CSV or Parquet file goes in, the same file comes out with predictions.',
    )
    .version(packageVersion())
    .showHelpAfterError('(rowcast --help lists the commands)')
    .exitOverride();
  for (const command of [
    scoreCommand(),
    compareCommand(),
    runCommand(),
    previewCommand(),
    inspectCommand(),
    providersCommand(),
    goldenCommand(),
    appCommand(),
  ]) {
    command.copyInheritedSettings(rowcast).showHelpAfterError(`(rowcast ${command.name()} --help lists its options)`);
    rowcast.addCommand(command);
  }
  return rowcast;
}
