/** Prints what was measured of trees: a table of times for each model, and one of ratios and goals over all. */
import { printTable, thousands } from './text-table.mjs';

const kernel = "Rowcast's kernel";
const batches = ['2048', '100', '1'];

export function printTrees(measured, { rounds, seconds }) {
  console.log(`Microseconds for a row, fastest of ${rounds} rounds; ratios are to ${kernel} with as many threads.`);
  console.log(
    `No call was to take much longer than ${seconds.toFixed(1)} seconds: slower libraries scored fewer rows.`,
  );
  for (const model of measured) printModel(model);
  console.log('\nHow many times faster than each, one thread; in brackets, two threads\n');
  const others = [...new Set(measured.flatMap(({ found }) => found.map(({ library }) => library)))];
  const compared = others.filter((library) => !library.startsWith('Rowcast'));
  printTable(
    ['model', ...compared, 'goal against ONNX Runtime'],
    measured.map((model) => [model.name, ...compared.map((library) => ratios(model, library)), goal(model)]),
  );
}

function printModel({ name, rows, found }) {
  console.log(`\n${name}, ${thousands(rows)} rows\n`);
  const first = found.filter(({ threads }) => threads === 1);
  const head = [
    '',
    'rows',
    '1 thread',
    '×',
    '2 threads',
    '×',
    ...batches.map((size) => `batches of ${thousands(size)}`),
  ];
  const lines = first.map((entry) => {
    if (entry.absent !== undefined) return [entry.library, '', `absent: ${entry.absent}`];
    const times = [1, 2].flatMap((threads) => [
      microseconds(timeOf(found, entry.library, threads)),
      ratio(found, entry.library, threads)?.toFixed(1) ?? '–',
    ]);
    return [
      entry.library,
      thousands(entry.rows),
      ...times,
      ...batches.map((size) => microseconds(entry.batches?.[size])),
    ];
  });
  printTable(
    head,
    lines.map((line) => head.map((_, column) => line[column] ?? '')),
  );
}

function timeOf(found, library, threads) {
  return found.find((entry) => entry.library === library && entry.threads === threads)?.microseconds;
}

function ratio(found, library, threads) {
  const [time, own] = [timeOf(found, library, threads), timeOf(found, kernel, threads)];
  return time === undefined || own === undefined ? undefined : time / own;
}

function ratios({ found }, library) {
  const [one, two] = [1, 2].map((threads) => ratio(found, library, threads));
  return one === undefined ? 'absent' : `${one.toFixed(1)} (${two?.toFixed(1) ?? '–'})`;
}

/** The goals are of trees with at most 32 leaves, with at most 64, and of all that are deeper. */
function goal({ name, found }) {
  const one = ratio(found, 'ONNX Runtime', 1);
  if (one === undefined) return '–';
  const wanted = /x31|d5/.test(name) ? 12 : /x64|d6/.test(name) ? 8 : 3;
  return `${wanted}: ${one >= wanted ? 'reached' : 'missed'}`;
}

function microseconds(time) {
  return time === undefined ? '–' : time.toFixed(time < 10 ? 2 : 1);
}
