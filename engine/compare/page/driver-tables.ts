/** Which features drive the differences of two models, as tables of a report. */
import type { CompareReport, Driver, SetDrivers } from '../../../contract/index.ts';
import { count, signed } from '../written-numbers.ts';
import { html, type Markup } from './markup.ts';
import { table } from './tables.ts';

type Pair = CompareReport['agreement'][number];

const units = { 'log-odds': 'log-odds', score: 'units of the score' } as const;

/** Null where the models are not both trees that see the table's columns. */
export function driverTables(pair: Pair): Markup | null {
  if (pair.drivers === null) return null;
  const { unit, background, swappedIn, swappedOut } = pair.drivers;
  const counted = background.challenger ?? background.champion;
  const against = counted === null ? 'the rows that the models learned from' : `${count(counted)} rows of the table`;
  const sets: [string, SetDrivers | null][] = [
    [`${pair.challenger} alone`, swappedIn],
    [`${pair.champion} alone`, swappedOut],
  ];
  return html`<h3>What drives the difference</h3>
    <p>
      How much more each feature moves the score of ${pair.challenger} than that of ${pair.champion}, in ${units[unit]}:
      the difference of its SHAP values in both, against ${against}.
    </p>
    <div class="told">
      ${table(
        ['rows', 'looked at', 'all features', 'driven by'],
        [
          ...sets.flatMap(([name, set]) => (set === null ? [] : [setLine(`selected by ${name}, on average`, set)])),
          ...pair.disagreements.flatMap(({ row, drivers }) =>
            drivers === null
              ? []
              : [[`row ${count(row)}`, '1', signed(drivers.challenger - drivers.champion), toldBy(drivers.features)]],
          ),
        ],
      )}
    </div>`;
}

function setLine(name: string, set: SetDrivers): (string | Markup)[] {
  const all = set.features.reduce((sum, { difference }) => sum + difference, set.base + set.rest);
  return [name, count(set.rows), signed(all), toldBy(set.features)];
}

/** Each feature stays in one line. */
function toldBy(features: readonly (Driver & { value?: string | null })[]): Markup {
  const valueOf = (value: string | null | undefined) =>
    value === undefined ? '' : value === null ? ' (missing)' : ` = ${value}`;
  const told = features.map(
    ({ feature, value, difference }, at) =>
      html`<span
        >${feature}${valueOf(value)} <strong>${signed(difference)}</strong>${at < features.length - 1 ? ', ' : ''}</span
      >`,
  );
  return html`${told}`;
}
