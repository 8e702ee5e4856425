/** Everything that can be asked of Rowcast, over any transport. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { Job } from './job.ts';
import { ModelCard } from './model.ts';
import { Plan, RunEvent } from './run.ts';
import { Preview, SourceRequest } from './source.ts';

export const methods = {
  source: {
    /** Types, row count, NULLs, range and first rows of a table. */
    preview: oc.input(z.object({ source: SourceRequest, rowLimit: z.int().positive() })).output(Preview),
  },
  model: {
    inspect: oc.input(z.object({ path: z.string() })).output(ModelCard),
  },
  job: {
    /** Resolves a job without running it. */
    plan: oc.input(Job).output(Plan),
    /** Runs a job; aborting the call cancels the run and leaves the destination as it was. */
    run: oc.input(Job).output(eventIterator(RunEvent)),
  },
};
