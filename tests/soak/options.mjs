/** Reads the options of `npm run soak` and shares the time out among its parts. */
import { parseArgs } from 'node:util';

const usage = `npm run soak -- [options]
  --short       about 90 seconds
  --minutes N   about N minutes (15)
  --only PART   models, tables, interrupts or long-run alone
  --rows N      rows of the table of the long run (5000000; --short 300000)
  --seed N      the seed of an earlier soak, to have the same damaged files again`;

const parts = ['models', 'tables', 'interrupts', 'long-run'];
const shares = { models: 0.35, tables: 0.15, interrupts: 0.25, 'long-run': 0.25 };

export function readOptions(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      short: { type: 'boolean', default: false },
      minutes: { type: 'string' },
      only: { type: 'string' },
      rows: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(usage);
  if (values.only !== undefined && !parts.includes(values.only)) {
    throw new Error(`--only is "${values.only}": expected ${parts.join(', ')}.\n\n${usage}`);
  }
  const seconds = number('--minutes', values.minutes, values.short ? 1.4 : 15) * 60;
  const chosen = parts.filter((part) => values.only === undefined || values.only === part);
  const whole = chosen.reduce((sum, part) => sum + shares[part], 0);
  return {
    seconds,
    secondsOf: Object.fromEntries(chosen.map((part) => [part, (seconds * shares[part]) / whole])),
    longRowCount: number('--rows', values.rows, values.short ? 300_000 : 5_000_000),
    interruptRowCount: values.short ? 300_000 : 1_000_000,
    seed: number('--seed', values.seed, Math.floor(Math.random() * 2 ** 31)),
  };
}

function number(option, text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`${option} is "${text}": expected a number above 0.\n\n${usage}`);
}
