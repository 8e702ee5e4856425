/** What a job says beyond what holds anyway, as a job file tells it. */
import type { CompareJob, Job } from '../../contract/index.ts';

type Shared =
  | 'source'
  | 'models'
  | 'bind'
  | 'features'
  | 'byPosition'
  | 'missing'
  | 'where'
  | 'prefix'
  | 'provider'
  | 'requireProvider'
  | 'trees'
  | 'extensions'
  | 'golden'
  | 'resources';

function sharedWithoutDefaults({ source, models, ...job }: Pick<Job, Shared>) {
  return {
    source: present({ ...source, csv: ifFilled(source.csv), types: ifFilled(source.types) }),
    models: models.map(({ name, path, provider, trees }) => present({ name, path, provider, trees })),
    bind: ifFilled(job.bind),
    features: job.features,
    byPosition: job.byPosition || undefined,
    missing: ifFilled(job.missing),
    where: job.where,
    prefix: job.prefix,
    provider: job.provider === 'auto' ? undefined : job.provider,
    requireProvider: job.requireProvider || undefined,
    trees: job.trees === 'auto' ? undefined : job.trees,
    extensions: ifFilled(job.extensions),
    golden: job.golden === 'auto' ? undefined : job.golden,
    resources: ifFilled(present(job.resources)),
  } satisfies Record<Shared, unknown>;
}

export function comparisonWithoutDefaults(job: CompareJob): Record<string, unknown> {
  const shared = sharedWithoutDefaults(job);
  return present({
    ...shared,
    with: job.with,
    models: ifFilled(shared.models),
    championColumn: job.championColumn,
    challengerColumns: ifFilled(job.challengerColumns),
    label: job.label,
    group: job.group,
    positive: job.positive,
    weight: job.weight,
    value: job.value,
    segments: ifFilled(job.segments),
    findSegments: job.findSegments || undefined,
    fairness: ifFilled(job.fairness),
    threshold: job.threshold,
    top: job.top,
    scores: ifFilled(job.scores),
    costs: job.costs,
    limits: ifFilled(job.limits),
    seed: job.seed === 1 ? undefined : job.seed,
    folder: job.folder,
    overwrite: job.overwrite || undefined,
  } satisfies Record<keyof CompareJob, unknown>);
}

export function withoutDefaults(job: Job): Record<string, unknown> {
  // In the order in which a reader wants to know.
  const { where, prefix, provider, requireProvider, trees, extensions, golden, resources, ...inputs } =
    sharedWithoutDefaults(job);
  return present({
    ...inputs,
    onBadRow: job.onBadRow === 'fail' ? undefined : job.onBadRow,
    where,
    keep: job.keep === 'all' ? undefined : job.keep,
    predictions: job.predictions.length === 0 ? undefined : job.predictions.map(present),
    prefix,
    provider,
    requireProvider,
    trees,
    extensions,
    golden,
    explain: job.explain,
    resources,
    destination: present({ ...job.destination, overwrite: job.destination.overwrite || undefined }),
  } satisfies Record<keyof Job, unknown>);
}

function present(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

function ifFilled<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
