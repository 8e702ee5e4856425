/** The job of the panel as the engine is asked about it. */
import type {
  DestinationFormat,
  JobDraftInput,
  JobInput,
  ModelReference,
  SourceRequest,
} from '../../../contract/index.ts';
import { rulesFor } from '../binding/decisions.ts';
import { formatOf, suggestDestination, withFormat } from './destination.ts';
import type { JobState } from './job-store.ts';

export interface Output {
  path: string;
  format: DestinationFormat;
}

/** Where the predictions will be written; `usualFormat` is the settings', `folder` takes the place of the source's own. */
export function outputOf(
  {
    source,
    destination,
    format,
  }: {
    source: Pick<SourceRequest, 'paths'> | null;
    destination: string | null;
    format: DestinationFormat | null;
  },
  usualFormat: DestinationFormat,
  folder?: string,
): Output | null {
  if (source === null) return null;
  if (destination === null) {
    const suggested = format ?? usualFormat;
    return { path: suggestDestination(source, suggested, folder), format: suggested };
  }
  const said = format ?? formatOf(destination) ?? usualFormat;
  return { path: formatOf(destination) === null ? withFormat(destination, said) : destination, format: said };
}

/** Null while there is no table, no model, or it is not known yet what was decided for one. */
export function draftOf(job: JobState, output: Output | null): JobDraftInput | null {
  const { source, models, keep, where, prefix, provider, requireProvider, resources, trees, golden, onBadRow } = job;
  const { predictions, explain, extensions } = job;
  if (source === null || models.length === 0) return null;
  const rules = models.map(({ name, decisions }) =>
    decisions === null ? null : rulesFor(decisions, name, models.length === 1),
  );
  const known = rules.filter((rule) => rule !== null);
  if (known.length < rules.length) return null;
  return {
    source,
    models: models.map(referenceOf),
    bind: known.flatMap(({ bind }) => bind),
    missing: known.flatMap(({ missing }) => missing),
    keep,
    resources,
    ...(trees === 'auto' ? {} : { trees }),
    ...(extensions.length === 0 ? {} : { extensions }),
    ...(golden === 'auto' ? {} : { golden }),
    ...(onBadRow === 'fail' ? {} : { onBadRow }),
    ...(predictions.length === 0 ? {} : { predictions }),
    ...(explain === null ? {} : { explain }),
    ...(where.trim() === '' ? {} : { where: where.trim() }),
    ...(prefix === '' ? {} : { prefix }),
    ...(provider === null ? {} : { provider }),
    ...(requireProvider ? { requireProvider } : {}),
    ...(output === null ? {} : { destination: output }),
  };
}

/** The model as a job names it. */
export function referenceOf({ name, path, own }: JobState['models'][number]): ModelReference {
  return { name, path, ...own };
}

/** `replace` says that a file in the output's place may go. */
export function jobOf(draft: JobDraftInput, output: Output, replace: boolean): JobInput {
  return { ...draft, destination: { ...output, overwrite: replace } };
}
