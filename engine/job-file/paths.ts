/** The paths of a job: counted from the working folder in a request, from the file's own folder in a job file. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Job } from '../../contract/index.ts';

/** The job with every path absolute; relative ones count from `folder`. */
export function fromFolder(job: Job, folder: string): Job {
  return withPaths(job, (path) => resolve(folder, path));
}

/**
 * The job as a file in `folder` says it: what lies below the folder, or was said relative, relative to it and with `/`, so that
 * folder and file can move together; all else absolute.
 */
export function forFolder(job: Job, folder: string): Job {
  return withPaths(job, (path) => {
    const way = relative(folder, resolve(path)) || '.';
    const outside = way.startsWith(`..${sep}`) || isAbsolute(way) || way === '..';
    return isAbsolute(path) && outside ? path : way.replaceAll(sep, '/');
  });
}

const isAddress = (path: string) => /^[a-z][a-z0-9+]+:\/\//i.test(path);

function withPaths(job: Job, change: (path: string) => string): Job {
  // An address stays what it is, for the reader of tables to refuse.
  const changed = (path: string) => (isAddress(path) ? path : change(path));
  return {
    ...job,
    source: { ...job.source, paths: job.source.paths.map(changed) },
    models: job.models.map((model) => ({ ...model, path: changed(model.path) })),
    destination: { ...job.destination, path: changed(job.destination.path) },
  };
}
