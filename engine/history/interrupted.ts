/** What is left of a run whose process ended without a word: its hidden files go, and what can be known of its output is said. */
import { dirname } from 'node:path';
import { RowcastError, type Destination, type Fault, type Job } from '../../contract/index.ts';
import { removeLeftParts } from '../destination/part-file.ts';
import { realTarget } from '../destination/target.ts';
import { rejectedPath } from '../score/quarantine.ts';
import { statsOf } from '../source/files.ts';

/** Some file systems tell times in steps of two seconds. */
const coarsestTimeMs = 2000;

/** `since` is when the run began, in milliseconds since 1970. Hidden files that cannot be removed stay for the next run. */
export function clearInterrupted({ destination }: Job, since: number): Fault {
  const { path } = destination;
  const outputs = [path, rejectedPath(path)];
  for (const output of outputs) removeParts(output);
  const mayBeWritten = outputs.some((output) => mayComeFrom(output, destination, since));
  const fault = mayBeWritten
    ? new RowcastError(
        'ENGINE_STOPPED',
        `The engine ended before it said how the run went. "${path}" may have been written: it changed after the run began, or its folder cannot be read.`,
        "An output is written whole or not at all: where the file is this run's, it holds every prediction. Look at it, or try again.",
      )
    : new RowcastError(
        'ENGINE_STOPPED',
        `The engine ended while it scored. Nothing was written to "${path}", and a file that was there is as it was.`,
        'Try again; where it ends again, try each model alone.',
      );
  return fault.toFault();
}

function removeParts(output: string): void {
  try {
    removeLeftParts(realTarget(output));
  } catch {
    // The folder is gone or was closed to this user meanwhile.
  }
}

function mayComeFrom(output: string, { overwrite }: Destination, since: number): boolean {
  const stats = statsOf(output);
  if (stats === undefined) return statsOf(dirname(output)) === undefined;
  // Without leave to replace it, the file was not there when the run began.
  return !overwrite || stats.mtimeMs >= since - coarsestTimeMs;
}
