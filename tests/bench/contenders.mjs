/** Who runs against whom: each case is a model and a format, each contender of a case one command or a few variants. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { nodeCommand } from './measured-process.mjs';
import { benchModel, commandLine } from './places.mjs';

/** The column that is compared, in every output of the model. */
export const models = { logistic: 'probabilities_1', mlp: 'probability', trees: 'probabilities_1' };
const copyTable = fileURLToPath(new URL('copy-table.mjs', import.meta.url));
const rawRuntime = fileURLToPath(new URL('raw-runtime.mjs', import.meta.url));
const scoreWithPolars = fileURLToPath(new URL('score_with_polars.py', import.meta.url));

const formats = ['parquet', 'csv'];

export function casesNamed(only) {
  const words = only.split(/[\s,]+/).filter((word) => word !== '');
  const cases = Object.keys(models).flatMap((model) => formats.map((format) => ({ model, format })));
  const chosen = cases.filter(({ model, format }) => words.every((word) => `${model} ${format}`.includes(word)));
  if (chosen.length > 0) return chosen;
  const names = cases.map(({ model, format }) => `${model} ${format}`).join(', ');
  throw new Error(`--only "${only}" names no case: expected a part of ${names}.`);
}

/** Every command of a round, in the order of running; `command(output)` writes `output` where `writes` is true. */
export function contendersOf(cases, tables, { python, reference }) {
  const usedFormats = formats.filter((format) => cases.some((one) => one.format === format));
  const usedModels = Object.keys(models).filter((model) => cases.some((one) => one.model === model));
  return [
    ...usedFormats.flatMap((format) => copies(format, tables[format])),
    ...cases.map((one) => rowcast(one, tables[one.format])),
    ...usedModels.map((model) => runtime(model, tables.parquet, reference(model))),
    ...(python === undefined ? [] : cases.flatMap((one) => polars(one, tables[one.format], python))),
  ];
}

/** Reading CSV as text is the faster copy, reading it as numbers the usual one. */
function copies(format, table) {
  const variants = format === 'parquet' ? ['parquet'] : ['typed', 'text'];
  return variants.map((variant) => ({
    contender: 'copy',
    variant,
    format,
    writes: true,
    command: (output) => nodeCommand(copyTable, [table, output, variant]),
  }));
}

function rowcast({ model, format }, table) {
  const command = (output) =>
    nodeCommand(commandLine, ['score', table, '--model', benchModel(model), '-o', output, '--quiet']);
  return { contender: 'rowcast', model, format, writes: true, command };
}

function runtime(model, table, reference) {
  const command = () => nodeCommand(rawRuntime, [benchModel(model), table, reference]);
  return { contender: 'runtime', model, writes: false, command };
}

function polars({ model, format }, table, python) {
  const threads = [...new Set([1, availableParallelism()])];
  return threads.map((count) => ({
    contender: 'polars',
    variant: count === 1 ? '1 thread' : `${count} threads`,
    model,
    format,
    writes: true,
    command: (output) => [python, [scoreWithPolars, benchModel(model), table, output, String(count)]],
  }));
}

export function nameOf({ contender, variant, model, format }) {
  return [contender, model, format, variant === format ? undefined : variant].filter(Boolean).join(' ');
}
