/** `rowcast compare`: which of two or more models to use, on the user's own table. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { CompareJob, RowcastError, TreesChoice, type CostMatrix } from '../../contract/index.ts';
import { openEngine } from '../engine-on-demand.ts';
import { checked } from '../said/checked.ts';
import { requireOptions } from '../said/required.ts';
import { refuseRepeats } from '../said/repeats.ts';
import { readModel } from '../said/rules.ts';
import { addScoringOptions, scoringSaid, type ScoringSaid } from '../said/scoring-options.ts';
import { addSourceOptions, collect, sourceRequest, type SourceSaid } from '../said/source-options.ts';
import { carryOutComparison, type ComparisonSaid } from '../terminal/carry-out-comparison.ts';

interface CompareSaid extends SourceSaid, ScoringSaid, ComparisonSaid {
  champion?: string;
  challenger?: string[];
  challengerProvider?: string;
  challengerTrees?: string;
  championColumn?: string;
  challengerColumn?: string[];
  with?: string[];
  key?: string[];
  output: string;
  label?: string;
  group?: string;
  positive?: string;
  weight?: string;
  value?: string;
  threshold?: string;
  top?: string;
  score?: string[];
  segment?: string[];
  findSegments?: boolean;
  fairness?: string[];
  cost?: string;
  limit?: string[];
  seed?: string;
}

export function compareCommand(): Command {
  const command = new Command('compare')
    .description('Scores a table with two or more models and says where they differ and which is better')
    .argument('<DATA...>', 'files or globs: CSV, TSV, Parquet, NDJSON')
    .option('--champion <[NAME=]MODEL>', 'the .onnx file of the model that is in use')
    .option('--challenger <[NAME=]MODEL>', 'one that may take its place (repeatable)', collect)
    .option('--challenger-provider <NAME>', 'what runs the challengers, where it is not what --provider says')
    .option(
      '--challenger-trees <fast|runtime>',
      "what scores the challengers' trees, where it is not what --trees says",
    )
    .option('--champion-column <COLUMN>', 'or the column of the table that holds its scores')
    .option(
      '--challenger-column <COLUMN>',
      'or a column with scores of one that may take its place (repeatable)',
      collect,
    )
    .option(
      '--with <DATA>',
      'a second table: its rows beside the first by --key, or without one how it differs (repeatable)',
      collect,
    )
    .option('--key <COLUMN>', 'a column of both tables that tells their rows apart (repeatable)', collect)
    .option('-o, --output <FOLDER>', 'folder for report.html, report.json and scored.parquet')
    .option('--label <COLUMN>', 'what came true; without it the models are compared with each other alone')
    .option('--group <COLUMN>', 'compare rankers: the query that a row belongs to; labels are grades from 0')
    .option('--positive <VALUE>', 'the label whose probability the score is (true, or 1)')
    .option('--threshold <SCORE>', 'select rows from this score on (0.5 for classifiers)')
    .option('--top <PERCENT>', 'let each model select this share of the rows instead')
    .option('--weight <COLUMN>', 'how much a row counts')
    .option('--value <COLUMN>', 'summed over the rows that each model selects, for example an amount')
    .option('--segment <COLUMN>', 'tell everything by the values of this column too (repeatable)', collect)
    .option('--find-segments', 'find the segments of one or two columns in which a challenger is worse')
    .option('--fairness <COLUMN>', 'how alike the groups of this column are selected (repeatable)', collect)
    .option('--cost <fp=N,fn=N…>', 'what a false positive (fp), false negative (fn), tp or tn costs')
    .option('--limit <LIMIT>', "exit with 1 unless it holds, for example 'auc_drop <= 0.002' (repeatable)", collect)
    .option('--seed <N>', 'of the resampling behind intervals', '1')
    .option('--score <MODEL=COLUMN>', "a model's score where it is not the obvious one (repeatable)", collect);
  addSourceOptions(addScoringOptions(command))
    .option('--save-job <FILE>', 'write the comparison as a job file (YAML), which `rowcast run` carries out again')
    .option('--overwrite', 'replace the files if they are there')
    .option('--json', 'print the report as JSON on stdout, and nothing else there')
    .option('--quiet', 'print nothing but errors');
  return refuseRepeats(requireOptions(command, ['output'])).action(async (paths: string[], said: CompareSaid) => {
    const engine = await openEngine();
    try {
      await carryOutComparison(engine, checked(CompareJob, compareSaid(paths, said)), said);
    } finally {
      await engine.close();
    }
  });
}

function compareSaid(paths: readonly string[], said: CompareSaid): Record<keyof CompareJob, unknown> {
  return {
    source: sourceRequest(paths, said),
    models: modelsSaid(said).map((text, at) => ({
      ...readModel(text, existsSync),
      ...(at > 0 || said.champion === undefined ? challengersRun(said) : {}),
    })),
    championColumn: said.championColumn,
    challengerColumns: said.challengerColumn,
    with: withSaid(said),
    ...scoringSaid(said),
    label: said.label,
    group: said.group,
    positive: said.positive,
    weight: said.weight,
    value: said.value,
    segments: said.segment,
    findSegments: said.findSegments,
    fairness: said.fairness,
    costs: said.cost === undefined ? undefined : readCosts(said.cost),
    limits: said.limit,
    seed: signedNumber(said.seed),
    threshold: signedNumber(said.threshold),
    top: signedNumber(said.top),
    scores: Object.fromEntries((said.score ?? []).map(readScore)),
    folder: said.output,
    overwrite: said.overwrite,
  };
}

function withSaid({ with: paths, key }: CompareSaid): Record<string, unknown> | undefined {
  if (paths === undefined && key === undefined) return undefined;
  if (paths !== undefined) return { paths, key };
  throw new RowcastError(
    'INVALID_ARGUMENT',
    '--key is given without --with.',
    'Name the second table and the column that tells rows apart: --with B.parquet --key id.',
  );
}

function modelsSaid({ champion, championColumn, challenger = [] }: CompareSaid): string[] {
  if (champion === undefined && championColumn !== undefined) return challenger;
  if (champion !== undefined && championColumn === undefined) return [champion, ...challenger];
  throw new RowcastError(
    'INVALID_ARGUMENT',
    champion === undefined ? 'No champion is given.' : 'Both --champion and --champion-column are given.',
    'Name what the challengers are held against: --champion MODEL, or --champion-column COLUMN for scores that stand in the table.',
  );
}

/** Left out where it is that of all models. */
function challengersRun({ challengerProvider: provider, challengerTrees: trees }: CompareSaid): Record<string, string> {
  const choices: readonly string[] = TreesChoice.options;
  if (trees !== undefined && !choices.includes(trees)) {
    throw new RowcastError(
      'INVALID_ARGUMENT',
      `--challenger-trees is given "${trees}": expected one of ${choices.join(', ')}.`,
      'The command with --help tells more.',
    );
  }
  return { ...(provider === undefined ? {} : { provider }), ...(trees === undefined ? {} : { trees }) };
}

/** What is no number stays text, for `checked` to refuse with the text in it. */
function signedNumber(text: string | undefined): unknown {
  return text !== undefined && /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : text;
}

const costKeys: Readonly<Record<string, keyof CostMatrix>> = {
  tp: 'truePositive',
  fp: 'falsePositive',
  fn: 'falseNegative',
  tn: 'trueNegative',
};

function readCosts(text: string): Record<string, number> {
  const parts = text.split(',').map((part) => /^\s*(\w+)\s*=\s*(-?\d+(?:\.\d+)?)\s*$/.exec(part));
  return Object.fromEntries(
    parts.map((part) => {
      const key = costKeys[part?.[1] ?? ''];
      if (key !== undefined) return [key, Number(part?.[2])];
      throw new RowcastError(
        'INVALID_ARGUMENT',
        `--cost is given "${text}": expected tp, fp, fn or tn with a number each.`,
        "For example --cost 'fp=1,fn=20'.",
      );
    }),
  );
}

function readScore(text: string): [model: string, column: string] {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new RowcastError(
    'INVALID_ARGUMENT',
    `--score is given "${text}": expected MODEL=COLUMN.`,
    'The command with --help tells more.',
  );
}
