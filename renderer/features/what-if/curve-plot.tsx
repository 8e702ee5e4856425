/** Draws predictions along one feature; loaded when it is first drawn. */
import { axisX, axisY, dot, gridY, lineY, plot, ruleX, tip, pointerX } from '@observablehq/plot';
import { useCallback } from 'react';
import type { Curve } from '../../../contract/index.ts';
import { useDrawing } from '../../ui/use-drawing.ts';
import { percentText } from '../../ui/quantities.ts';
import { scaleOf } from './curve-title.ts';

interface CurvePlotProps {
  curve: Curve;
  /** The feature's value in the row as it was changed. */
  now: string | null;
  colours: ReadonlyMap<string, string>;
  /** What the picture shows, for who does not see it. */
  label: string;
}

interface Point {
  at: number | string;
  value: number | null;
  model: string;
}

export function CurvePlot({ curve, now, colours, label }: CurvePlotProps) {
  const drawing = useCallback(() => draw(curve, now, colours), [curve, now, colours]);
  return <div ref={useDrawing(drawing, label)} />;
}

function draw({ feature, kind, at, lines }: Curve, now: string | null, colours: ReadonlyMap<string, string>) {
  const isNumber = kind === 'number';
  const place = (text: string) => (isNumber ? Number(text) : text);
  const points = lines.flatMap(({ model, values }) =>
    at.map((text, index): Point => ({ at: place(text), value: values[index] ?? null, model })),
  );
  const [first] = lines;
  const text = first === undefined ? String : scaleOf(first);
  const here = now === null ? [] : [place(now)];
  const colour = ({ model }: Point) => colours.get(model) ?? 'currentColor';
  const channels = { x: 'at', y: 'value', z: 'model', stroke: colour } as const;
  return plot({
    width: 336,
    height: 180,
    marginLeft: 44,
    marginBottom: 34,
    x: { label: feature, ...(isNumber ? {} : { type: 'point' as const, domain: at }) },
    y: { label: null, nice: true, ...(text === percentText ? { domain: [0, 1] } : {}) },
    marks: [
      gridY(),
      axisX({ ...(isNumber ? { ticks: 5 } : {}), label: feature, labelAnchor: 'center', labelArrow: 'none' }),
      axisY({ ticks: 4, tickFormat: text, label: null }),
      ruleX(here, { stroke: 'currentColor', strokeOpacity: 0.4, strokeDasharray: '3,3' }),
      isNumber ? lineY(points, { ...channels, strokeWidth: 2 }) : dot(points, { ...channels, fill: colour, r: 3 }),
      tip(
        points,
        pointerX({
          x: 'at',
          y: 'value',
          title: ({ model, value, at: x }: Point) => `${model}: ${value === null ? 'missing' : text(value)} at ${x}`,
        }),
      ),
    ],
  });
}
