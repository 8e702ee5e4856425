/** What Rowcast is to reach, and whether it did. */

/** The goals of a case: a figure `{ min, median }` that is to be at most `atMost`. */
export function goalsOf({ model, format, toCopy, toRuntime, toPolars }) {
  const goals = [];
  const parquet = format === 'parquet';
  if (model === 'logistic' && parquet) goals.push({ words: '÷ copy ≤ 1.15', figure: toCopy, atMost: 1.15 });
  if (model !== 'logistic' && parquet) {
    goals.push({ words: '≥ 0.85 of runtime + copy', figure: toRuntime, atMost: 1 / 0.85 });
  }
  if (format === 'csv') goals.push({ words: '÷ Polars < 1', figure: toPolars, atMost: 0.9999 });
  return goals;
}

/** Only what the fastest and the median rounds agree on is reached or missed. */
export function verdict({ figure, atMost }) {
  if (figure === undefined) return 'not measured';
  const reached = [figure.min, figure.median].filter((ratio) => ratio <= atMost).length;
  return ['missed', 'on the edge', 'reached'][reached];
}
