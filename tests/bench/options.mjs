/** Reads the options of `npm run bench` and says what they are. */
import { parseArgs } from 'node:util';

const usage = `npm run bench -- [options]
  --rows N        rows of the table (1000000)
  --rounds N      how often each contender runs (3)
  --only TEXT     only contenders whose name holds TEXT, and those that it is compared with: trees, csv, "mlp, parquet"
  --memory        peak memory at 3M and 10M rows (or at 0.3 N and N) instead of speed
  --python FILE   a Python with polars and onnxruntime (python3)
  --keep-data     keep the outputs in build/bench/ (tables that were made are always kept)
  --json FILE     also write everything that was measured as JSON`;

export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      rows: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      memory: { type: 'boolean', default: false },
      python: { type: 'string', default: 'python3' },
      'keep-data': { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(usage);
  return {
    rowCount: values.rows === undefined ? undefined : positive('--rows', values.rows),
    rounds: positive('--rounds', values.rounds),
    only: values.only.toLowerCase(),
    memory: values.memory,
    python: values.python,
    keepData: values['keep-data'],
    json: values.json,
  };
}

function positive(option, text) {
  const number = Number(text.replaceAll('_', ''));
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${option} is "${text}": expected a whole number above 0.\n\n${usage}`);
}
