/** What can be compared: the picked models, and columns of the table that hold scores which were made before. */
import type { ComparisonInput, SourceColumn } from '../../../contract/index.ts';
import { draftOf, referenceOf } from '../score/draft.ts';
import type { JobState } from '../score/job-store.ts';
import { readCosts, type WrittenCosts } from './costs.ts';
import { isWhole, limitText, type Limit } from './limit-figures.ts';

/** `model:` and a path, `column:` and a name, or `second:` and a name in the second file. */
export type CandidateId = string;

export interface Candidate {
  id: CandidateId;
  name: string;
  kind: 'model' | 'column';
}

/** A second table whose rows are put beside those of the first. */
export interface SecondFile {
  path: string;
  /** Columns of both that tell rows apart. */
  key: readonly string[];
  /** Columns of it with scores that are challengers. */
  scores: readonly string[];
}

export interface Choices {
  /** Null for the first that there is. */
  champion: CandidateId | null;
  /** Columns that are challengers, besides the models. */
  columns: readonly string[];
  /** Paths of picked models that are left out. */
  without: readonly string[];
  label: string | null;
  /** The label's value that the score is the probability of; empty for the one that is known without it. */
  positive: string;
  segments: readonly string[];
  /** Whether segments in which a challenger is worse are looked for; not among rows that are weighted. */
  findSegments: boolean;
  /** Columns whose groups are looked at for how alike they are selected. */
  fairness: readonly string[];
  weight: string | null;
  value: string | null;
  /** `at` is null for what is usual: 0.5 for probabilities, nothing for other scores. */
  select: { by: 'score' | 'top'; at: number | null };
  /** Null for none. */
  costs: WrittenCosts | null;
  limits: readonly Limit[];
  second: SecondFile | null;
  /** Why what is written as the cut cannot be one. */
  cutProblem: string | null;
  /** Model, by its path, to the column of its output that is its score, where it is not the obvious one. */
  scores: Readonly<Record<string, string>>;
}

export const noChoices: Choices = {
  champion: null,
  columns: [],
  without: [],
  label: null,
  positive: '',
  segments: [],
  findSegments: false,
  fairness: [],
  weight: null,
  value: null,
  select: { by: 'score', at: null },
  cutProblem: null,
  costs: null,
  limits: [],
  second: null,
  scores: {},
};

export function modelId(path: string): CandidateId {
  return `model:${path}`;
}

export function columnId(name: string): CandidateId {
  return `column:${name}`;
}

const numbers = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;

/** Columns that a score, a weight or a value can stand in. */
export function numberColumns(columns: readonly SourceColumn[]): string[] {
  return columns.filter(({ type }) => numbers.test(type)).map(({ name }) => name);
}

/** The champion first; the rest in the order in which they were picked. */
export function candidatesOf(job: Pick<JobState, 'models'>, choices: Choices): Candidate[] {
  const champion = choices.champion;
  const column = champion?.startsWith('column:') === true ? champion.slice('column:'.length) : null;
  const all: Candidate[] = [
    ...job.models
      .filter(({ path }) => !choices.without.includes(path))
      .map(({ path, name }) => ({ id: modelId(path), name, kind: 'model' as const })),
    ...(column === null ? [] : [{ id: columnId(column), name: column, kind: 'column' as const }]),
    ...choices.columns
      .filter((name) => name !== column)
      .map((name) => ({ id: columnId(name), name, kind: 'column' as const })),
    ...(choices.second?.scores ?? []).map((name) => ({ id: `second:${name}`, name, kind: 'column' as const })),
  ];
  const first = all.find(({ id }) => id === champion) ?? all[0];
  return first === undefined ? [] : [first, ...all.filter((one) => one !== first)];
}

/** Null while it is not known how the models are fed, there is nothing to hold against another, or something is half said. */
export function comparisonOf(job: JobState, choices: Choices): ComparisonInput | null {
  const [champion, ...challengers] = candidatesOf(job, choices);
  if (champion === undefined || challengers.length === 0 || job.source === null || isHalfSaid(choices)) return null;
  const order = [champion, ...challengers].filter(({ kind }) => kind === 'model').map(({ id }) => id);
  const models = order.flatMap((id) => job.models.filter(({ path }) => modelId(path) === id));
  const how = models.length === 0 ? { source: job.source, where: job.where.trim() } : draftOf({ ...job, models }, null);
  if (how === null) return null;
  const { source, bind, missing, where, prefix, provider, resources, trees, extensions } = { ...nothingSaid, ...how };
  const { scores } = choices;
  return {
    source,
    models: models.map(referenceOf),
    bind,
    missing,
    resources,
    ...(where === undefined || where === '' ? {} : { where }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(provider === undefined ? {} : { provider }),
    ...(trees === undefined ? {} : { trees }),
    ...(extensions === undefined ? {} : { extensions }),
    ...(champion.kind === 'column' ? { championColumn: champion.name } : {}),
    challengerColumns: challengers.filter(({ kind }) => kind === 'column').map(({ name }) => name),
    scores: Object.fromEntries(
      models.flatMap(({ path, name }) => (scores[path] === undefined ? [] : [[name, scores[path]]])),
    ),
    ...judgedBy(choices),
  };
}

/** What is asked of the scores, whatever they are of. */
function judgedBy(choices: Choices) {
  const { label, positive, weight, value, segments, findSegments, fairness, select, costs, limits, second } = choices;
  const read = costs === null ? null : readCosts(costs);
  return {
    ...(label === null ? {} : { label, ...(positive === '' ? {} : { positive }) }),
    ...(weight === null ? {} : { weight }),
    ...(value === null ? {} : { value }),
    segments: [...segments],
    findSegments: findSegments && weight === null,
    fairness: [...fairness],
    ...(select.at === null ? {} : select.by === 'top' ? { top: select.at } : { threshold: select.at }),
    ...(read === null || Object.keys(read).length === 0 ? {} : { costs: read }),
    limits: limits.map(limitText),
    ...(second === null ? {} : { with: { paths: [second.path], key: [...second.key] } }),
  };
}

function isHalfSaid({ cutProblem, costs, limits, second }: Choices): boolean {
  return (
    cutProblem !== null ||
    (costs !== null && readCosts(costs) === null) ||
    !limits.every(isWhole) ||
    (second !== null && second.key.length === 0)
  );
}

const nothingSaid = {
  bind: [],
  missing: [],
  resources: {},
  where: undefined,
  prefix: undefined,
  provider: undefined,
  trees: undefined,
  extensions: undefined,
};
