/** Draws lines over two axes with Observable Plot; marks that follow a threshold are moved without drawing the rest anew. */
import { areaY, axisX, axisY, dot, gridX, gridY, line, lineY, plot, ruleY } from '@observablehq/plot';
import { useEffect, useRef, type MouseEvent } from 'react';
import { scoreText } from './figure-text.ts';

export interface Series {
  name: string;
  colour: string;
  /** Lines differ in dash as well as in colour, for whoever sees no colours. */
  dash: string;
  points: readonly { x: number; y: number }[];
  /** What lies around the line, in a lighter colour. */
  band?: readonly { x: number; low: number; high: number }[];
  /** With a dot at each point. */
  isDotted?: boolean;
}

interface Axis {
  label: string;
  domain: readonly [number, number];
  isShare?: boolean;
  /** How ticks are written; as short as they can be told apart where it is left out. */
  write?: (value: number) => string;
}

/** A dot on a curve, or an upright line where `y` is null. */
export interface Mark {
  x: number;
  y: number | null;
  colour: string;
}

interface LinePlotProps {
  /** Drawn anew when it is another, not when its points are. */
  series: readonly Series[];
  x: Axis;
  y: Axis;
  stepped?: boolean;
  /** A line from corner to corner, of no skill or of perfect calibration. */
  hasDiagonal?: boolean;
  /** Where a level line stands. */
  level?: number;
  marks: readonly Mark[];
  /** What the picture shows, for who does not see it. */
  label: string;
  /** Called with the place in the picture that is clicked. */
  onPick?: (x: number, y: number) => void;
}

/** What stays as it is while a threshold moves. */
interface Still {
  series: readonly Series[];
  x: Axis;
  y: Axis;
  stepped: boolean;
  hasDiagonal: boolean;
  level: number | undefined;
}

const height = 260;
const margin = { top: 12, bottom: 40, left: 52, right: 24 };

export function LinePlot({
  series,
  x,
  y,
  stepped = false,
  hasDiagonal = false,
  level,
  marks,
  label,
  onPick,
}: LinePlotProps) {
  const parent = useRef<HTMLDivElement>(null);
  const drawn = useRef<ReturnType<typeof draw> | null>(null);
  const layer = useRef<SVGGElement | null>(null);
  const frame = JSON.stringify([x, y, stepped, hasDiagonal, level]);
  useEffect(() => {
    const element = parent.current;
    if (element === null) return;
    const redraw = () => {
      drawn.current = draw({ series, x, y, stepped, hasDiagonal, level }, element.clientWidth);
      layer.current = addLayer(drawn.current);
      drawn.current.setAttribute('role', 'img');
      drawn.current.setAttribute('aria-label', label);
      // Plot labels its groups, which have no role that may be labelled.
      drawn.current.querySelectorAll('g[aria-label]').forEach((group) => group.removeAttribute('aria-label'));
      element.replaceChildren(drawn.current);
    };
    let width = element.clientWidth;
    redraw();
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width || element.clientWidth === 0) return;
      width = element.clientWidth;
      redraw();
      moveMarks(drawn.current, layer.current, latest.current);
    });
    observer.observe(element);
    return () => observer.disconnect();
    // The frame stands for what its parts are.
  }, [series, frame, label]);
  const latest = useRef(marks);
  useEffect(() => {
    latest.current = marks;
    moveMarks(drawn.current, layer.current, marks);
  });
  const click = ({ clientX, clientY }: MouseEvent) => {
    const [horizontal, vertical] = [drawn.current?.scale('x'), drawn.current?.scale('y')];
    const box = drawn.current?.getBoundingClientRect();
    if (box === undefined) return;
    onPick?.(Number(horizontal?.invert?.(clientX - box.left)), Number(vertical?.invert?.(clientY - box.top)));
  };
  // What a click does, the table under the picture does by keys too.
  return (
    <div
      ref={parent}
      style={{ minHeight: height }}
      {...(onPick === undefined ? {} : { 'data-pick': true, onClick: click })}
    />
  );
}

function draw({ series, x, y, stepped, hasDiagonal, level }: Still, width: number) {
  const format = ({ isShare, write }: Axis) =>
    isShare === true ? (value: number) => `${Math.round(value * 100)} %` : (write ?? scoreText);
  const corners = [
    { x: x.domain[0], y: y.domain[0] },
    { x: x.domain[1], y: y.domain[1] },
  ];
  return plot({
    width: Math.max(width, 240),
    height,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    marginRight: margin.right,
    x: { domain: [...x.domain] },
    y: { domain: [...y.domain] },
    marks: [
      gridX({ strokeOpacity: 0.08 }),
      gridY({ strokeOpacity: 0.08 }),
      axisX({ label: x.label, labelAnchor: 'center', labelArrow: 'none', ticks: 5, tickFormat: format(x) }),
      axisY({ label: y.label, labelAnchor: 'center', labelArrow: 'none', ticks: 4, tickFormat: format(y) }),
      ...(hasDiagonal ? [line(corners, { x: 'x', y: 'y', strokeOpacity: 0.5, strokeDasharray: '2,4' })] : []),
      ...(level === undefined ? [] : [ruleY([level], { strokeOpacity: 0.5, strokeDasharray: '2,4' })]),
      ...series.flatMap((one) => marksOf(one, stepped)),
    ],
  });
}

function marksOf({ points, colour, dash, band, isDotted }: Series, stepped: boolean) {
  return [
    ...(band === undefined ? [] : [areaY(band, { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.18 })]),
    lineY(points, {
      x: 'x',
      y: 'y',
      stroke: colour,
      strokeWidth: 2,
      ...(dash === '' ? {} : { strokeDasharray: dash }),
      ...(stepped ? { curve: 'step-after' as const } : {}),
    }),
    ...(isDotted === true ? [dot(points, { x: 'x', y: 'y', fill: colour, r: 3 })] : []),
  ];
}

const svg = 'http://www.w3.org/2000/svg';

function addLayer(drawn: Element): SVGGElement {
  const layer = document.createElementNS(svg, 'g');
  (drawn.tagName.toLowerCase() === 'svg' ? drawn : drawn.querySelector('svg'))?.append(layer);
  return layer;
}

function moveMarks(drawn: ReturnType<typeof draw> | null, layer: SVGGElement | null, marks: readonly Mark[]): void {
  const [x, y] = [drawn?.scale('x'), drawn?.scale('y')];
  if (layer === null || x === undefined || y === undefined) return;
  layer.replaceChildren(
    ...marks.map((mark) => {
      const left = String(x.apply(mark.x));
      return mark.y === null
        ? shape('line', { x1: left, x2: left, y1: margin.top, y2: height - margin.bottom, stroke: mark.colour })
        : shape('circle', {
            cx: left,
            cy: String(y.apply(mark.y)),
            r: 5,
            fill: mark.colour,
            stroke: 'var(--surface)',
          });
    }),
  );
}

function shape(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries({ 'stroke-width': 2, ...attributes }))
    made.setAttribute(key, String(value));
  return made;
}
