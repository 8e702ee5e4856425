/** The paths of a job: counted from the working folder in a request, from the file's own folder in a job file. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { CompareJob, Job } from '../../contract/index.ts';

/** The job with every path absolute; relative ones count from `folder`. */
export function fromFolder(job: Job, folder: string): Job {
  return withPaths(job, (path) => resolve(folder, path));
}

/** The same for a comparison. */
export function comparisonFromFolder(job: CompareJob, folder: string): CompareJob {
  return withComparisonPaths(job, (path) => resolve(folder, path));
}

/**
 * The job as a file in `folder` says it: what lies below the folder, or was said relative, relative to it and with `/`, so that
 * folder and file can move together; all else absolute.
 */
export function forFolder(job: Job, folder: string): Job {
  return withPaths(job, wayFrom(folder));
}

/** The same for a comparison. */
export function comparisonForFolder(job: CompareJob, folder: string): CompareJob {
  return withComparisonPaths(job, wayFrom(folder));
}

function wayFrom(folder: string): (path: string) => string {
  return (path) => {
    const way = relative(folder, resolve(path)) || '.';
    const outside = way.startsWith(`..${sep}`) || isAbsolute(way) || way === '..';
    return isAbsolute(path) && outside ? path : way.replaceAll(sep, '/');
  };
}

const isAddress = (path: string) => /^[a-z][a-z0-9+]+:\/\//i.test(path);

function withPaths(job: Job, change: (path: string) => string): Job {
  return {
    ...job,
    ...withInputs(job, change),
    destination: { ...job.destination, path: changed(job.destination.path, change) },
  };
}

function withComparisonPaths(job: CompareJob, change: (path: string) => string): CompareJob {
  const beside = job.with && { ...job.with, paths: job.with.paths.map((path) => changed(path, change)) };
  return {
    ...job,
    ...withInputs(job, change),
    ...(beside === undefined ? {} : { with: beside }),
    folder: changed(job.folder, change),
  };
}

function withInputs(
  job: Pick<Job, 'source' | 'models' | 'extensions'>,
  change: (path: string) => string,
): Pick<Job, 'source' | 'models' | 'extensions'> {
  return {
    source: { ...job.source, paths: job.source.paths.map((path) => changed(path, change)) },
    models: job.models.map((model) => ({ ...model, path: changed(model.path, change) })),
    extensions: job.extensions.map((path) => changed(path, change)),
  };
}

/** An address stays what it is, for the reader of tables to refuse. */
function changed(path: string, change: (path: string) => string): string {
  return isAddress(path) ? path : change(path);
}
