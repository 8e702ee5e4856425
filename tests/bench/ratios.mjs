/** Turns rounds into ratios: of the fastest rounds, which noise disturbs least, and of the median rounds. */
import { goalsOf, verdict } from './goals.mjs';

/** One row for each case, every figure as `{ min, median }`; ratios are undefined where there was no such contender. */
export function ratiosOf(cases, entries, rowCount) {
  return cases.map(({ model, format }) => {
    const rowcast = seconds(entries, { contender: 'rowcast', model, format });
    const copy = seconds(entries, { contender: 'copy', format });
    const runtime = seconds(entries, { contender: 'runtime', model });
    const polars = seconds(entries, { contender: 'polars', model, format });
    const row = {
      model,
      format,
      seconds: rowcast,
      rowsPerSecond: each((key) => rowCount / rowcast[key]),
      toCopy: each((key) => rowcast[key] / copy[key]),
      toRuntime: each((key) => rowcast[key] / (runtime[key] + copy[key])),
      toPolars: polars && each((key) => rowcast[key] / polars[key]),
      peakBytes: Math.max(
        ...runsOf(entries, { contender: 'rowcast', model, format })
          .flat()
          .map((run) => run.peakBytes),
      ),
    };
    return { ...row, goals: goalsOf(row).map((goal) => ({ ...goal, verdict: verdict(goal) })) };
  });
}

/** Of the variants of a contender the one with the fastest round. */
function seconds(entries, wanted) {
  const variants = runsOf(entries, wanted).map((runs) => spread(runs.map((run) => run.seconds)));
  return variants.toSorted((a, b) => a.min - b.min)[0];
}

function runsOf(entries, wanted) {
  const matches = (entry) => Object.entries(wanted).every(([key, value]) => entry[key] === value);
  return entries.filter(matches).map((entry) => entry.runs);
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median };
}

function each(figure) {
  return { min: figure('min'), median: figure('median') };
}
