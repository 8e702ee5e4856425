/** Writes a job as a YAML file that a person can read, change and run. */
import { writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Document, isScalar, Scalar, visit } from 'yaml';
import { RowcastError, type Job } from '../../contract/index.ts';
import { PartFile } from '../destination/part-file.ts';
import { statsOf } from '../source/files.ts';
import { forFolder } from './paths.ts';

/** The job as YAML, without what holds anyway; `name` is the file's, for the comment that tells how to run it. */
export function jobToYaml(job: Job, name = 'JOB.yaml'): string {
  const document = new Document(withoutDefaults(job), { version: '1.2' });
  document.commentBefore = introduction(name);
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
  checkPlace(job, path, target, overwrite);
  const text = jobToYaml(forFolder(job, dirname(target)), basename(target));
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

function introduction(name: string): string {
  const word = /^[\w.-]+$/.test(name) ? name : /["\p{Cc}]/u.test(name) ? 'JOB.yaml' : `"${name}"`;
  return [
    ' A Rowcast job: which table is scored, by which models, into which file.',
    ` rowcast run ${word}             scores it`,
    ` rowcast run ${word} --dry-run   shows what would be done`,
    " Paths count from this file's folder.",
  ].join('\n');
}

function withoutDefaults(job: Job): Record<string, unknown> {
  const { source, models, destination } = job;
  return present({
    source: present({ ...source, csv: ifFilled(source.csv), types: ifFilled(source.types) }),
    models: models.map(({ name, path }) => present({ name, path })),
    bind: ifFilled(job.bind),
    features: job.features,
    byPosition: job.byPosition || undefined,
    missing: ifFilled(job.missing),
    onBadRow: job.onBadRow === 'fail' ? undefined : job.onBadRow,
    where: job.where,
    keep: job.keep === 'all' ? undefined : job.keep,
    predictions: job.predictions.length === 0 ? undefined : job.predictions.map(present),
    prefix: job.prefix,
    provider: job.provider === 'auto' ? undefined : job.provider,
    trees: job.trees === 'auto' ? undefined : job.trees,
    golden: job.golden === 'auto' ? undefined : job.golden,
    explain: job.explain,
    resources: ifFilled(present(job.resources)),
    destination: present({ ...destination, overwrite: destination.overwrite || undefined }),
  } satisfies Record<keyof Job, unknown>);
}

function present(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function ifFilled<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

/** Whether YAML's plain and block forms keep the text: neither keeps control characters, and blocks lose some blanks. */
function isPlainText(text: string): boolean {
  return (
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\p{Co}\uFFFE\uFFFF]/u.test(text.replaceAll('\n', '')) &&
    !/^[\s]|\s\n|\s$/.test(text)
  );
}

function checkPlace(job: Job, path: string, target: string, overwrite: boolean): void {
  if (statsOf(dirname(target))?.isDirectory() !== true) {
    throw refusal('DESTINATION_NOT_WRITABLE', `The folder of the job file, "${dirname(path)}", is not there.`);
  }
  const found = statsOf(target);
  if (found?.isDirectory() === true) throw refusal('DESTINATION_NOT_WRITABLE', `The job file "${path}" is a folder.`);
  const used = [...job.source.paths, ...job.models.map((model) => model.path), job.destination.path];
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
    'Allow it to be replaced, or name another file.',
  );
}

function refusal(code: 'DESTINATION_NOT_WRITABLE' | 'DESTINATION_IS_SOURCE', message: string): RowcastError {
  return new RowcastError(code, message, 'Name another file for the job.');
}
