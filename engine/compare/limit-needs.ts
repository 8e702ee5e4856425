/** What the figure of a limit needs, so that one that this comparison cannot have is refused before anything is scored. */
import { RowcastError } from '../../contract/index.ts';
import type { ClassSubject } from './classes/class-subject.ts';
import type { DriftSubject } from './drift/drift-subject.ts';
import type { Figure, Limit } from './limits.ts';
import type { RankingSubject } from './ranking/ranking-subject.ts';
import type { Subject } from './subject.ts';

type Kind =
  | 'scores of two outcomes'
  | 'numbers'
  | 'groups'
  | 'classes'
  | 'two files of two outcomes'
  | 'two files of numbers';

type AnySubject = Subject | RankingSubject | ClassSubject | DriftSubject;

interface Needs {
  kinds: readonly Kind[];
  /** Of what came true. */
  label?: true;
  /** Of rows that are selected, where the kind has no classes to decide by. */
  decisions?: true;
}

const kindWords: Readonly<Record<Kind, string>> = {
  'scores of two outcomes': 'scores of two outcomes are compared',
  numbers: 'predicted numbers are compared',
  groups: 'the order within groups is compared',
  classes: 'probabilities of several classes are compared',
  'two files of two outcomes': 'scores of two files are compared',
  'two files of numbers': 'predictions for two files are compared',
};

const twoOutcomes = ['scores of two outcomes', 'two files of two outcomes'] as const;
const oneScore = ['scores of two outcomes', 'numbers'] as const;
const twoFiles = ['two files of two outcomes', 'two files of numbers'] as const;

const ranking: Needs = { kinds: twoOutcomes, label: true };
const probability: Needs = { kinds: [...twoOutcomes, 'classes'], label: true };
const error: Needs = { kinds: ['numbers', 'two files of numbers'], label: true };
const classification: Needs = { kinds: ['classes'], label: true };
const order: Needs = { kinds: ['groups'], label: true };
const distribution: Needs = { kinds: [...oneScore, 'groups', ...twoFiles] };
const pairs: Needs = { kinds: [...oneScore, 'groups'] };
const distances: Needs = { kinds: ['classes'] };
const decisions: Needs = { kinds: [...oneScore, 'classes'], decisions: true };

const needs: Readonly<Record<Figure, Needs>> = {
  auc_drop: probability,
  gini_drop: ranking,
  average_precision_drop: ranking,
  ks_drop: ranking,
  accuracy_drop: { kinds: ['scores of two outcomes', 'classes'], label: true, decisions: true },
  balanced_accuracy_drop: classification,
  macro_f1_drop: classification,
  weighted_f1_drop: classification,
  log_loss_rise: probability,
  brier_rise: probability,
  ece_rise: ranking,
  mae_rise: error,
  rmse_rise: error,
  r2_drop: error,
  ndcg5_drop: order,
  ndcg10_drop: order,
  ndcg_drop: order,
  map_drop: order,
  mrr_drop: order,
  psi: { kinds: [...distribution.kinds, 'classes'] },
  ks: distribution,
  wasserstein: distribution,
  pearson: pairs,
  spearman: pairs,
  kendall: pairs,
  mean_difference: distribution,
  mean_absolute_difference: pairs,
  largest_difference: pairs,
  column_psi: { kinds: twoFiles },
  mean_distance: distances,
  largest_distance: distances,
  agreement: decisions,
  kappa: decisions,
  swap_rate: { kinds: oneScore, decisions: true },
};

/** Throws where a limit can hold for no challenger, whatever the rows are. */
export function checkLimits(limits: readonly Limit[], subject: AnySubject): void {
  const kind = kindOf(subject);
  for (const { text, figure } of limits) {
    const needed = needs[figure];
    if (!needed.kinds.includes(kind)) throw otherKind(text, figure, kind);
    if (needed.label === true && subject.label === undefined) throw noLabel(text);
    if (needed.decisions === true && 'selection' in subject && subject.selection === undefined) throw noCut(text);
  }
}

function kindOf(subject: AnySubject): Kind {
  if (subject.task === 'ranking') return 'groups';
  if (subject.task === 'classes') return 'classes';
  if (subject.task === 'drift') return subject.isBinary ? 'two files of two outcomes' : 'two files of numbers';
  return subject.task === 'binary' ? 'scores of two outcomes' : 'numbers';
}

function otherKind(limit: string, figure: Figure, kind: Kind): RowcastError {
  const known = Object.entries(needs).filter(([, { kinds }]) => kinds.includes(kind));
  const names = known.map(([name]) => name).join(', ');
  return new RowcastError(
    'INVALID_ARGUMENT',
    `The limit "${limit}" cannot be held: ${kindWords[kind]}, and "${figure}" is no figure of that.`,
    `The figures of such a comparison are: ${names}.`,
  );
}

function noLabel(limit: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `The limit "${limit}" is on what came true, and nothing says what did: expected --label.`,
    'Name the column with the outcome: --label COLUMN.',
    { windowHint: 'Choose the column with the outcome.' },
  );
}

function noCut(limit: string): RowcastError {
  return new RowcastError(
    'INVALID_ARGUMENT',
    `The limit "${limit}" is on decisions, and nothing says which rows the models select.`,
    'Give --threshold SCORE or --top PERCENT.',
    { windowHint: 'Say a threshold, or which share of the rows is selected.' },
  );
}
