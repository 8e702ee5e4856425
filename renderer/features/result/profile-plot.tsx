/** Draws a column's histogram or its most frequent values; loaded when it is first drawn. */
import { axisX, barX, gridY, plot, rectY, ruleY, text as textMark } from '@observablehq/plot';
import { useCallback } from 'react';
import type { ColumnProfile } from '../../../contract/index.ts';
import { countText } from '../../ui/quantities.ts';
import { useDrawing } from '../../ui/use-drawing.ts';

interface ProfilePlotProps {
  profile: ColumnProfile;
  colour: string;
  /** What the picture shows, for who does not see it. */
  label: string;
}

const width = 336;

export function ProfilePlot({ profile, colour, label }: ProfilePlotProps) {
  const draw = useCallback(
    () => (profile.histogram === null ? values(profile, colour) : bars(profile, colour)),
    [profile, colour],
  );
  return <div ref={useDrawing(draw, label)} />;
}

function bars({ histogram }: ColumnProfile, colour: string) {
  const { edges, counts } = histogram ?? { edges: [], counts: [] };
  const widths = counts.map((count, at) => ({ from: edges[at], to: edges[at + 1], count }));
  return plot({
    width,
    height: 120,
    marginLeft: 44,
    marginBottom: 24,
    x: { label: null, ...ticksOf(edges) },
    y: { label: 'rows', tickFormat: 's', ticks: 3 },
    marks: [gridY(), rectY(widths, { x1: 'from', x2: 'to', y: 'count', fill: colour, inset: 0.5 }), ruleY([0])],
  });
}

/** A few whole numbers with a bar around each stand under the middles of their bars. */
function ticksOf(edges: readonly number[]): { ticks?: number[]; tickFormat?: string } {
  const middles = edges.slice(1).map((edge) => edge - 0.5);
  const isWhole = edges.every((edge, at) => edge - (edges[0] ?? 0) === at && Number.isInteger(edge + 0.5));
  return isWhole && middles.length <= 12 ? { ticks: middles, tickFormat: 'd' } : {};
}

function values({ top }: ColumnProfile, colour: string) {
  const lengths = [...(top?.values ?? [])];
  if (top !== null && top.others > 0) lengths.push({ value: 'others', count: top.others });
  return plot({
    width,
    height: 28 + lengths.length * 20,
    marginLeft: 72,
    marginRight: 48,
    marginTop: 4,
    x: { axis: null },
    y: { label: null, domain: lengths.map(({ value }) => value) },
    marks: [
      barX(lengths, { x: 'count', y: 'value', fill: colour, inset: 1 }),
      textMark(lengths, {
        x: 'count',
        y: 'value',
        text: ({ count }: { count: number }) => countText(count),
        dx: 4,
        textAnchor: 'start',
      }),
      axisX({ ticks: [], label: null }),
    ],
  });
}
