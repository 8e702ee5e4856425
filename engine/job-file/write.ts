/** Writes a job as a YAML file that a person can read, change and run. */
import { writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Document, isScalar, Scalar, visit } from 'yaml';
import { RowcastError, type CompareJob, type Job } from '../../contract/index.ts';
import { PartFile } from '../destination/part-file.ts';
import { statsOf } from '../source/files.ts';
import { comparisonWithoutDefaults, withoutDefaults } from './without-defaults.ts';
import { comparisonForFolder, forFolder } from './paths.ts';

/** The job as YAML, without what holds anyway; `name` is the file's, for the comment that tells how to run it. */
export function jobToYaml(job: Job, name = 'JOB.yaml'): string {
  return yamlOf(withoutDefaults(job), introduction(name));
}

function yamlOf(said: Record<string, unknown>, comment: string): string {
  const document = new Document(said, { version: '1.2' });
  document.commentBefore = comment;
  visit(document, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && !isPlainText(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // Long SQL stays on its line, so that it can be copied.
  return document.toString({ lineWidth: 0, blockQuote: 'literal', doubleQuotedMinMultiLineLength: 1_000_000 });
}

/** Writes the file whole or not at all. Its paths count from its own folder. */
export function writeJobFile(job: Job, path: string, overwrite: boolean): void {
  const target = resolve(path);
  checkPlace([...inputsOf(job), job.destination.path], path, target, overwrite);
  writeText(jobToYaml(forFolder(job, dirname(target)), basename(target)), path, overwrite);
}

/** The same for a comparison. */
export function writeComparisonFile(job: CompareJob, path: string, overwrite: boolean): void {
  const target = resolve(path);
  checkPlace(inputsOf(job), path, target, overwrite);
  const said = comparisonWithoutDefaults(comparisonForFolder(job, dirname(target)));
  writeText(yamlOf(said, comparisonIntroduction(basename(target))), path, overwrite);
}

function inputsOf({ source, models }: Pick<Job, 'source' | 'models'>): string[] {
  return [...source.paths, ...models.map((model) => model.path)];
}

function writeText(text: string, path: string, overwrite: boolean): void {
  const target = resolve(path);
  try {
    const part = new PartFile(target);
    try {
      writeFileSync(part.path, text);
      part.commit({ path, overwrite });
    } finally {
      part.discard();
    }
  } catch (cause) {
    if (cause instanceof RowcastError) throw cause;
    throw new RowcastError(
      'DESTINATION_NOT_WRITABLE',
      `The job file "${path}" could not be written: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`,
      'Name another file.',
      { cause },
    );
  }
}

function wordFor(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : /["\p{Cc}]/u.test(name) ? 'JOB.yaml' : `"${name}"`;
}

function comparisonIntroduction(name: string): string {
  return [
    ' A Rowcast comparison: which models are held against each other, on which table.',
    ` rowcast run ${wordFor(name)}   carries it out, and ends with exit code 1 where a limit is not kept`,
    " Paths count from this file's folder.",
  ].join('\n');
}

function introduction(name: string): string {
  const word = wordFor(name);
  return [
    ' A Rowcast job: which table is scored, by which models, into which file.',
    ` rowcast run ${word}             scores it`,
    ` rowcast run ${word} --dry-run   shows what would be done`,
    " Paths count from this file's folder.",
  ].join('\n');
}

/** Whether YAML's plain and block forms keep the text: neither keeps control characters, and blocks lose some blanks. */
function isPlainText(text: string): boolean {
  return (
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\uFFFE\uFFFF]/u.test(text.replaceAll('\n', '')) &&
    !/^[\s]|\s\n|\s$/.test(text)
  );
}

function checkPlace(used: readonly string[], path: string, target: string, overwrite: boolean): void {
  if (statsOf(dirname(target))?.isDirectory() !== true) {
    throw refusal('DESTINATION_NOT_WRITABLE', `The folder of the job file, "${dirname(path)}", is not there.`);
  }
  const found = statsOf(target);
  if (found?.isDirectory() === true) throw refusal('DESTINATION_NOT_WRITABLE', `The job file "${path}" is a folder.`);
  const clash = used.find((other) => {
    const stats = statsOf(other);
    return resolve(other) === target || (stats !== undefined && stats.ino === found?.ino && stats.dev === found.dev);
  });
  if (clash !== undefined)
    throw refusal('DESTINATION_IS_SOURCE', `The job file "${path}" is a file of the job itself ("${clash}").`);
  if (found === undefined || overwrite) return;
  throw new RowcastError(
    'DESTINATION_EXISTS',
    `The job file "${path}" is there already and was left as it is.`,
    'Pass --overwrite to replace it and the output, or name another file.',
    { windowHint: 'Allow it to be replaced, or name another file.' },
  );
}

function refusal(code: 'DESTINATION_NOT_WRITABLE' | 'DESTINATION_IS_SOURCE', message: string): RowcastError {
  return new RowcastError(code, message, 'Name another file for the job.');
}
