/** What the pictures of models that give numbers say first: the same in the report and in the window. */
import type { DoubleLift, Residual } from './compare-report.ts';

/** The tenth that is furthest off on average; undefined where there is none. */
export function furthestOff(residuals: readonly Residual[]): Residual | undefined {
  return residuals.toSorted((one, other) => Math.abs(other.mean) - Math.abs(one.mean))[0];
}

/** In how many tenths the mean of either model is nearer to the mean label; both may be as near. */
export function nearerTenths({ tenths }: DoubleLift): { champion: number; challenger: number } {
  const gaps = tenths.map(
    ({ meanLabel, meanChampion, meanChallenger }) =>
      Math.abs(meanChampion - meanLabel) - Math.abs(meanChallenger - meanLabel),
  );
  return { champion: gaps.filter((gap) => gap < 0).length, challenger: gaps.filter((gap) => gap > 0).length };
}

/** Title of the picture of `residuals`, whose numbers `write` writes. */
export function residualTitle(model: string, residuals: readonly Residual[], write: (value: number) => string): string {
  const furthest = furthestOff(residuals);
  if (furthest === undefined || furthest.mean === 0) return `${model} is right on average, whatever it predicts`;
  const side = furthest.mean > 0 ? 'too high' : 'too low';
  return `${model} is furthest off where it predicts about ${write(furthest.meanScore)}: ${write(Math.abs(furthest.mean))} ${side} on average`;
}

/** Title of the picture of `lift`. */
export function liftTitle(pair: { champion: string; challenger: string }, lift: DoubleLift, label: string): string {
  const nearer = nearerTenths(lift);
  const of = `of ${lift.tenths.length} tenths`;
  if (nearer.champion === nearer.challenger)
    return `${pair.challenger} and ${pair.champion} are each nearer to ${label} in ${nearer.champion} ${of} of the rows`;
  const [name, other, count] =
    nearer.challenger > nearer.champion
      ? [pair.challenger, pair.champion, nearer.challenger]
      : [pair.champion, pair.challenger, nearer.champion];
  return `${name} is nearer to ${label} than ${other} in ${count} ${of} of the rows`;
}
