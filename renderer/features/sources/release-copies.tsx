/** Has copies of dropped files removed when the window uses them no more. Draws nothing. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobInput } from '../../../contract/index.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient, type Client } from '../../transport/client.ts';
import { useHost } from '../../transport/host.ts';
import { useCompare } from '../compare/compare-store.ts';
import { useJob } from '../score/job-store.ts';
import { useRun } from '../score/run-store.ts';
import { kindOf } from './file-kinds.ts';
import { useDrops } from './use-drop.ts';

export function ReleaseCopies() {
  const client = useClient();
  const host = useHost();
  const queries = useQueryClient();
  const open = useOpenTable((state) => state.request);
  const source = useJob((job) => job.source);
  const models = useJob((job) => job.models);
  const run = useRun((state) => state.run?.job ?? null);
  const isComparing = useCompare((state) => state.running !== null);
  const isDropping = useDrops((state) => state.underWay > 0);
  useEffect(() => {
    // What was copied just now is about to be opened, and what is compared is read.
    if (isDropping || isComparing) return;
    const inUse = new Set([
      ...(open?.paths ?? []),
      ...(source?.paths ?? []),
      ...models.map(({ path }) => path),
      ...pathsOf(run),
    ]);
    const released = host.releaseCopies(inUse);
    if (released.length === 0) return;
    void forget(client, released).then(() => queries.invalidateQueries({ queryKey: ['library'] }));
  }, [client, host, queries, isDropping, isComparing, open, source, models, run]);
  return null;
}

/** Of the run that is under way, or that may be tried again. */
function pathsOf(job: JobInput | null): string[] {
  return job === null ? [] : [...job.source.paths, ...job.models.map(({ path }) => path)];
}

/** What is gone needs no place among what was used before. */
async function forget(client: Client, drops: readonly string[][]): Promise<void> {
  for (const paths of drops) {
    const tables = paths.filter((path) => kindOf(path) === 'table');
    const models = paths.filter((path) => kindOf(path) === 'model');
    // A list that keeps a line too many is no fault to tell of.
    if (tables.length > 0) await client.library.forgetSource({ paths: tables }).catch(() => undefined);
    for (const path of models) await client.library.forgetModel({ path }).catch(() => undefined);
  }
}
