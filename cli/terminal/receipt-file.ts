/** The file that `--receipt` names: checked before a row is read, written when the run is over. */
import { statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { RowcastError, type Job, type Plan, type Receipt } from '../../contract/index.ts';

/** Throws where the receipt would fall on a file of the job, or on any file unasked. */
export function checkReceiptFile(
  path: string,
  plan: Plan,
  { path: output, overwrite }: Job['destination'],
  jobFile: string | undefined,
): void {
  if (statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw refusal('DESTINATION_NOT_WRITABLE', `The folder of the receipt, "${dirname(path)}", is not there.`);
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) throw refusal('DESTINATION_NOT_WRITABLE', `The receipt "${path}" is a folder.`);
  const used = [...plan.source.files, ...plan.models].map((file) => file.path);
  const clash = used.find((other) => isSameFile(other, path));
  if (clash !== undefined)
    throw refusal('DESTINATION_IS_SOURCE', `The receipt "${path}" is a file that is read ("${clash}").`);
  if (resolve(path) === resolve(output)) throw refusal('DESTINATION_IS_SOURCE', `The receipt "${path}" is the output.`);
  if (jobFile !== undefined && isSameFile(jobFile, path)) {
    throw refusal('DESTINATION_IS_SOURCE', `The receipt "${path}" is the job file that --save-job names.`);
  }
  if (found === undefined || overwrite) return;
  throw new RowcastError(
    'DESTINATION_EXISTS',
    `The receipt "${path}" is there already and was left as it is.`,
    'Pass --overwrite to replace it and the output, or name another file.',
  );
}

function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true;
  const [stats, others] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return stats !== undefined && stats.ino === others?.ino && stats.dev === others.dev;
}

function refusal(code: 'DESTINATION_NOT_WRITABLE' | 'DESTINATION_IS_SOURCE', message: string): RowcastError {
  return new RowcastError(code, message, 'Name another file with --receipt.');
}

export function writeReceiptFile(path: string, receipt: Receipt): void {
  try {
    writeFileSync(path, `${JSON.stringify(receipt, null, 2)}\n`);
  } catch (cause) {
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The receipt "${path}" could not be written: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}. The output "${receipt.output.path}" was written.`,
      'Name another file with --receipt.',
      { cause },
    );
  }
}
