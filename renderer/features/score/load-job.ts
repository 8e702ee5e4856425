/** Takes a job that was written elsewhere into the window: its table is opened, and what it says is understood as decisions. */
import { create } from 'zustand';
import type { Fault, Job, ModelReference } from '../../../contract/index.ts';
import { showPage, showTab } from '../../shell/layout-store.ts';
import type { Client } from '../../transport/client.ts';
import { faultFrom } from '../../transport/fault-from.ts';
import { endStart } from '../../transport/first-rows-first.ts';
import { decisionsOfJob } from '../binding/decisions-of-job.ts';
import { nameForModel } from '../models/model-name.ts';
import { askForTable } from '../sources/asked-table.ts';
import { openSource } from '../sources/open-source.ts';
import { useJob, type PickedModel } from './job-store.ts';

/** Why the last job could not be taken over as it was; until the user has seen it. */
export const useLoadFault = create<{ fault: Fault | null }>(() => ({ fault: null }));

/** Whatever goes wrong stands in `useLoadFault`. */
export async function loadJobFile(client: Client, path: string): Promise<void> {
  useLoadFault.setState({ fault: null });
  // What feeds its models is asked for before its table is opened.
  endStart();
  try {
    await loadJob(client, await client.job.readFile({ path }));
  } catch (error) {
    useLoadFault.setState({ fault: faultFrom(error).toFault() });
  }
}

export async function loadJob(client: Client, job: Job): Promise<void> {
  askForTable();
  const { source, keep, where = '', prefix = '', provider, resources, explain = null, destination } = job;
  const { requireProvider, trees, extensions, golden, onBadRow, predictions } = job;
  const { models, fault } = await understand(client, job);
  useJob.setState({
    source,
    sourceState: null,
    columns: [],
    rowCount: null,
    models,
    keep,
    where,
    prefix,
    resources,
    trees,
    extensions,
    golden,
    onBadRow,
    predictions,
    explain,
    provider: provider === 'auto' ? null : provider,
    requireProvider,
    destination: destination.path,
    format: destination.format ?? null,
    replace: null,
  });
  useLoadFault.setState({ fault });
  showPage(null);
  showTab('score');
  await openSource(client, source);
}

/** What the rules of a job mean is what the engine makes of them. */
async function understand(client: Client, job: Job): Promise<{ models: PickedModel[]; fault: Fault | null }> {
  const { lines, fault } = await client.binding.propose(job);
  const models: PickedModel[] = [];
  for (const reference of job.models) {
    const name = nameOf(reference, models);
    const own = lines.filter((line) => line.model === name);
    // A model that cannot be read has no lines, and says why once it is picked.
    const decisions = own.length === 0 ? null : await decided(client, job, reference, own);
    models.push({
      path: reference.path,
      name,
      decisions,
      origin: decisions === null ? 'new' : 'job file',
      before: null,
      ...ownOf(reference),
    });
  }
  return { models, fault };
}

async function decided(
  client: Client,
  job: Job,
  { path }: ModelReference,
  lines: Parameters<typeof decisionsOfJob>[2],
) {
  return decisionsOfJob(job, await client.model.inspect({ path }), lines);
}

function ownOf({ provider, trees }: ModelReference): Pick<PickedModel, 'own'> {
  if (provider === undefined && trees === undefined) return {};
  return { own: { ...(provider === undefined ? {} : { provider }), ...(trees === undefined ? {} : { trees }) } };
}

function nameOf({ name, path }: ModelReference, others: readonly PickedModel[]): string {
  return (
    name ??
    nameForModel(
      path,
      others.map((model) => model.name),
    )
  );
}
