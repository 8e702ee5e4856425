/** Reads the options of `npm run bench:trees` and says what they are. */
import { parseArgs } from 'node:util';

/** Their names say what they are: see models/bench_trees.py. */
const models = [
  'lightgbm-100x31',
  'lightgbm-300x31',
  'lightgbm-1000x31',
  'lightgbm-100x64',
  'lightgbm-300x64',
  'lightgbm-1000x64',
  'lightgbm-100x255',
  'lightgbm-300x255',
  'lightgbm-1000x255',
  'xgboost-300d6',
  'xgboost-300d10',
  'forest-100',
  'catboost-300d6',
  'lightgbm-100x31-c7',
  'lightgbm-300x31-f200',
  'lightgbm-300x255-f200',
  'xgboost-300d6-f200',
];
const quickModels = [
  'lightgbm-300x31',
  'lightgbm-300x64',
  'lightgbm-300x255',
  'xgboost-300d6',
  'catboost-300d6',
  'forest-100',
];

/** Of the libraries that tests/bench/score_trees.py knows, those that score one model; not all reach the time of a call. */
const mostLibraries = 7;

const usage = `npm run bench:trees -- [options]
  --quick            few models, 50,000 rows and three rounds: a few minutes, with the models already made
  --only TEXT        models and libraries whose name holds one of these words: "300x31 lleaves"
  --rows N           rows to score (1000000)
  --rounds N         how often each library runs; the fastest counts (5)
  --seconds N        about how long one call may take; slower libraries get fewer rows (10)
  --minutes N        about how long everything may take, with the models already made: three rounds, calls of so many seconds as
                     there is time for, and only what is compiled already or quickly
  --cpu              one thread, in seconds of the processor: for a machine on which other things run
  --python FILE      a Python with the packages of tests/bench/tree-requirements.txt (python3)
  --json FILE        also write everything that was measured as JSON`;

const slow = { rows: 1_000_000, rounds: 5, seconds: 10, mostCompiledBytes: 7_000_000 };
const timed = { rows: 1_000_000, rounds: 3, mostCompiledBytes: 800_000 };
const quick = { rows: 50_000, rounds: 3, seconds: 0.15, mostCompiledBytes: 800_000 };

export function readTreeOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      quick: { type: 'boolean', default: false },
      cpu: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rows: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      minutes: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(usage);
  const options = { ...chosen(values), ...rest(values) };
  const otherwise = values.minutes === undefined ? (values.quick ? quick : slow) : within(values, options);
  const given = ['rows', 'rounds', 'seconds'].map((name) => [name, positive(name, values[name] ?? otherwise[name])]);
  return { ...otherwise, ...Object.fromEntries(given), ...options };
}

/** Besides the calls, half a minute of each model goes to loading libraries, packing rows and small batches. */
function within({ minutes, rounds = timed.rounds }, { models: measured, threads }) {
  const seconds = (60 * positive('minutes', minutes)) / measured.length - 30;
  return { ...timed, seconds: Math.max(seconds / (mostLibraries * threads.length * positive('rounds', rounds)), 0.1) };
}

function rest({ python, json, cpu }) {
  return { python, json, cpu, threads: cpu ? [1] : [1, 2] };
}

/** Words that hold a digit or a library's name choose models; all others choose libraries. */
function chosen({ only, quick: isQuick }) {
  const wanted = only
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const offered = isQuick && wanted.length === 0 ? quickModels : models;
  const named = (word) => models.some((model) => model.includes(word));
  const ofModels = wanted.filter(named);
  const found = offered.filter((model) => ofModels.length === 0 || ofModels.some((word) => model.includes(word)));
  return { models: found, libraries: wanted.filter((word) => !named(word)) };
}

function positive(option, text) {
  const number = Number(String(text).replaceAll('_', ''));
  if (number > 0) return number;
  throw new Error(`--${option} is "${text}": expected a number above 0.\n\n${usage}`);
}
