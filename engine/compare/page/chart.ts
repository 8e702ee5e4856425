/** Draws lines over two axes as SVG: enough for the curves of a comparison, and small. */
import { html, type Markup } from './markup.ts';

export interface Series {
  name: string;
  points: readonly { x: number; y: number }[];
  /** Which line of the style it is drawn as, where that is not its place; `label` is for what came true. */
  look?: number | 'label';
  /** What lies around the line, of a lighter colour. */
  band?: readonly { x: number; low: number; high: number }[];
  /** Whether the value holds from one point to the next, as in a histogram. */
  stepped?: boolean;
  /** With a dot at each point. */
  dotted?: boolean;
}

export interface Axis {
  label: string;
  from: number;
  to: number;
  write: (value: number) => string;
}

export interface Chart {
  x: Axis;
  y: Axis;
  series: readonly Series[];
  /** A line from corner to corner, of no skill or of perfect calibration. */
  diagonal?: boolean;
  /** Where a vertical line stands. */
  marks?: readonly number[];
  /** Where a level line stands. */
  level?: number;
}

const size = { width: 420, height: 300, left: 68, right: 22, top: 12, bottom: 44 };
const tickCount = 5;

/** Lines differ in dash as well as in colour, for whoever sees no colours. */
export function lineChart(chart: Chart, name: string): Markup {
  const scale = scalesOf(chart);
  return html`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${name}">
    ${ticks(chart.y, (value) => yTick(chart.y, value, scale))}
    ${ticks(chart.x, (value) => xTick(chart.x, value, scale))}
    ${chart.diagonal === true ? diagonal(chart, scale) : null}
    ${(chart.marks ?? []).map((mark) => verticalMark(mark, scale))}
    ${chart.level === undefined ? null : levelMark(chart.level, scale)}
    ${chart.series.map((series, at) => [band(series, at, scale), line(series, at, scale)])}
    <text class="axis" x="${(size.left + size.width - size.right) / 2}" y="${size.height - 6}" text-anchor="middle">
      ${chart.x.label}
    </text>
    <text class="axis" x="12" y="${size.height / 2}" transform="rotate(-90 12 ${size.height / 2})" text-anchor="middle">
      ${chart.y.label}
    </text>
  </svg>`;
}

export function legend(series: readonly Series[]): Markup {
  return html`<p class="legend">
    ${series.map(
      (one, at) =>
        html`<span
          ><svg viewBox="0 0 28 8" class="key"><path class="line line-${lookOf(one, at)}" d="M0 4H28" /></svg>${
            one.name
          }</span
        >`,
    )}
  </p>`;
}

function lookOf({ look }: Series, at: number): number | string {
  return typeof look === 'string' ? look : (look ?? at) % 6;
}

interface Scales {
  x(value: number): number;
  y(value: number): number;
}

function scalesOf({ x, y }: Chart): Scales {
  const place = (axis: Axis, value: number) =>
    axis.to === axis.from ? 0.5 : (value - axis.from) / (axis.to - axis.from);
  return {
    x: (value) => round(size.left + place(x, value) * (size.width - size.left - size.right)),
    y: (value) => round(size.height - size.bottom - place(y, value) * (size.height - size.top - size.bottom)),
  };
}

/** A tenth of a pixel is all that is seen. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function ticks(axis: Axis, draw: (value: number) => Markup): Markup[] {
  const step = niceStep((axis.to - axis.from) / tickCount);
  if (step === 0) return [draw(axis.from)];
  const first = Math.ceil(axis.from / step);
  // A last tick may lie at the very end, whatever rounding makes of it.
  const last = Math.floor(axis.to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => draw((first + at) * step));
}

/** The next larger of 1, 2 and 5 times a power of ten. */
function niceStep(least: number): number {
  if (least <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}

function yTick(axis: Axis, value: number, scale: Scales): Markup {
  const y = scale.y(value);
  return html`<path class="grid" d="M${size.left} ${y}H${size.width - size.right}" />
    <text class="tick" x="${size.left - 6}" y="${y + 4}" text-anchor="end">${axis.write(value)}</text>`;
}

function xTick(axis: Axis, value: number, scale: Scales): Markup {
  return html`<text class="tick" x="${scale.x(value)}" y="${size.height - size.bottom + 18}" text-anchor="middle">
    ${axis.write(value)}
  </text>`;
}

function diagonal({ x, y }: Chart, scale: Scales): Markup {
  return html`<path class="diagonal" d="M${scale.x(x.from)} ${scale.y(y.from)}L${scale.x(x.to)} ${scale.y(y.to)}" />`;
}

function verticalMark(value: number, scale: Scales): Markup {
  return html`<path class="diagonal" d="M${scale.x(value)} ${size.top}V${size.height - size.bottom}" />`;
}

function levelMark(value: number, scale: Scales): Markup {
  return html`<path class="diagonal" d="M${size.left} ${scale.y(value)}H${size.width - size.right}" />`;
}

function band(series: Series, at: number, scale: Scales): Markup | null {
  if (series.band === undefined) return null;
  const edge = (side: 'low' | 'high') => series.band?.map((one) => `${scale.x(one.x)} ${scale.y(one[side])}`) ?? [];
  const corners = [...edge('low'), ...edge('high').toReversed()];
  return html`<path class="band dot-${lookOf(series, at)}" d="M${corners.join('L')}Z" />`;
}

function line(series: Series, at: number, scale: Scales): Markup {
  const { points, stepped, dotted } = series;
  const look = lookOf(series, at);
  const path = points
    .map(({ x, y }, index) => {
      const [left, top] = [scale.x(x), scale.y(y)];
      if (index === 0) return `M${left} ${top}`;
      return stepped === true ? `H${left}V${top}` : `L${left} ${top}`;
    })
    .join('');
  const dots = dotted === true ? points.map(({ x, y }) => dot(scale.x(x), scale.y(y), look)) : null;
  return html`<path class="line line-${look}" d="${path}" />${dots}`;
}

function dot(x: number, y: number, look: number | string): Markup {
  return html`<circle class="dot dot-${look}" cx="${x}" cy="${y}" r="3" />`;
}
