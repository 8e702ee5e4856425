/** Whether what a job requires is a provider that it names. */
import { RowcastError, type Job } from '../../contract/index.ts';

/** Neither is ever missing, so that requiring it says nothing. */
const always: ReadonlySet<string> = new Set(['auto', 'cpu']);

/** Fails with INVALID_ARGUMENT where a job requires its provider and names no device for any of its models. */
export function checkRequired({
  requireProvider,
  provider,
  models,
}: Pick<Job, 'requireProvider' | 'provider' | 'models'>): void {
  if (!requireProvider || models.some((model) => !always.has(model.provider ?? provider))) return;
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `A provider is required, but not one that could be missing: expected the name of a device, found ${provider}.`,
    'Name one, such as --provider webgpu, or leave out --require-provider (in job files provider and requireProvider); `rowcast providers` tells what works on this machine.',
    { windowHint: 'Choose a device for “Runs on”, or take requireProvider out of the job file.' },
  );
}
