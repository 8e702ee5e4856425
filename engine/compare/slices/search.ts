/** Tests every segment of one and of two columns that has enough rows, and tells those in which a number is surely higher. */
import type { FoundSegment } from '../../../contract/index.ts';
import { holmAdjusted } from './holm.ts';
import { aboveOthers, aboveZero, errorOf, isVaried, meanOf, without, type Moments } from './moments.ts';

/** Fewer rows are no segment, so that their means are near enough to normal. */
const leastRows = 200;
/** The level of significance after the correction. */
const level = 0.05;
const z95 = 1.959963984540054;

/** Of `rowcast_slices`: by column and value, and by pair of columns and value of the first and of the second. */
export interface Sums {
  single: readonly (readonly Moments[])[];
  double: readonly (readonly Moments[])[];
}

export interface SliceColumn {
  column: string;
  /** Of its values, in the order of their places. */
  names: readonly string[];
  /** Places whose rows have nothing in common and are no segment. */
  unnamed: ReadonlySet<number>;
}

type Place = FoundSegment['where'][number];

interface Segment {
  where: Place[];
  moments: Moments;
  p: number;
}

interface Tested extends Segment {
  /** All rows that are not in it. */
  others: Moments;
}

/** What the segments of one challenger are searched in. */
export interface Searched {
  sums: Sums;
  /** Without labels, where the number is above 0 everywhere. */
  isOnlyRelative: boolean;
}

/**
 * One answer for each challenger, with one correction for the tests of all. A segment is found where the number is surely higher than in
 * all other rows and, unless it `isOnlyRelative`, surely above 0 too: what is true of all rows is no finding about a part of them.
 */
export function search(
  columns: readonly SliceColumn[],
  challengers: readonly Searched[],
): { tested: number; found: FoundSegment[] }[] {
  const tested = challengers.map((one) => testsOf(columns, one));
  const adjusted = holmAdjusted(tested.flat().map(({ p }) => p));
  let start = 0;
  return tested.map((tests, at) => {
    const pValues = adjusted.slice(start, (start += tests.length));
    return { tested: tests.length, found: sureOf(tests, pValues, challengers[at]?.isOnlyRelative ?? false) };
  });
}

function testsOf(columns: readonly SliceColumn[], { sums, isOnlyRelative }: Searched): Tested[] {
  const all = total(sums.single[0] ?? []);
  const above = (group: Moments) =>
    Math.max(aboveOthers(group, without(all, group)), isOnlyRelative ? 0 : aboveZero(group));
  return [...ofOneColumn(columns, sums, above), ...ofTwoColumns(columns, sums, above)]
    .map((one) => ({ ...one, others: without(all, one.moments) }))
    .filter(({ moments, others }) => others[0] >= leastRows && isVaried(moments));
}

function sureOf(tests: readonly Tested[], pValues: readonly number[], isOnlyRelative: boolean): FoundSegment[] {
  const sure = tests.flatMap((one, at) => {
    const pValue = pValues[at] ?? 1;
    return pValue < level ? [told(one, pValue)] : [];
  });
  const cost = ({ rows, difference, elsewhere }: FoundSegment) =>
    rows * (isOnlyRelative ? difference - elsewhere : difference);
  return sure.toSorted((a, b) => cost(b) - cost(a));
}

function told({ where, moments, others }: Tested, pValue: number): FoundSegment {
  const [difference, half, elsewhere] = [meanOf(moments), z95 * errorOf(moments), meanOf(others)];
  return { where, rows: moments[0], difference, low: difference - half, high: difference + half, elsewhere, pValue };
}

type Above = (group: Moments) => number;

function ofOneColumn(columns: readonly SliceColumn[], sums: Sums, above: Above): Segment[] {
  return columns.flatMap((column, at) =>
    (sums.single[at] ?? []).flatMap((moments, place) =>
      isLarge(moments) && !column.unnamed.has(place)
        ? [{ where: [placeOf(column, place)], moments, p: above(moments) }]
        : [],
    ),
  );
}

/**
 * Two values together are a finding of their own only where the number is surely higher than in the other rows with the first value,
 * and than in those with the second: otherwise they repeat what one column says. Where hardly any other rows are there, they do so too.
 */
function ofTwoColumns(columns: readonly SliceColumn[], sums: Sums, above: Above): Segment[] {
  return pairsOf(columns).flatMap(({ first, second, at }) => {
    const width = columns[second]?.names.length ?? 0;
    return (sums.double[at] ?? []).flatMap((moments, cell): Segment[] => {
      const places = [Math.floor(cell / width), cell % width] as const;
      const sides = [first, second].map((column, side) => ({
        column: columns[column],
        place: places[side] ?? 0,
        of: column,
      }));
      if (!isLarge(moments) || sides.some(({ column, place }) => column === undefined || column.unnamed.has(place)))
        return [];
      const others = sides.map(({ of, place }) => without(sums.single[of]?.[place] ?? moments, moments));
      if (!others.every(isLarge)) return [];
      const p = Math.max(above(moments), ...others.map((rest) => aboveOthers(moments, rest)));
      const where = sides.flatMap(({ column, place }) => (column === undefined ? [] : [placeOf(column, place)]));
      return [{ where, moments, p }];
    });
  });
}

/** In the order of the sums: each column with all before it. */
function pairsOf(columns: readonly SliceColumn[]): { first: number; second: number; at: number }[] {
  const pairs = columns.flatMap((_, second) => columns.slice(0, second).map((__, first) => ({ first, second })));
  return pairs.map((pair, at) => ({ ...pair, at }));
}

function isLarge([rows]: Moments): boolean {
  return rows >= leastRows;
}

function placeOf({ column, names }: SliceColumn, place: number): Place {
  return { column, name: names[place] ?? '' };
}

function total(groups: readonly Moments[]): Moments {
  return groups.reduce<Moments>((sum, one) => [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2]], [0, 0, 0]);
}
