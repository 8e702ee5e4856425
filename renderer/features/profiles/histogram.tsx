/** A column's values as bars of equal width, with the range of each in its tooltip. */
import { countText, numberText } from '../../ui/quantities.ts';
import classes from './column-panel.module.css';

interface HistogramProps {
  edges: readonly number[];
  counts: readonly number[];
  type: string;
}

const height = 120;

export function Histogram({ edges, counts, type }: HistogramProps) {
  const most = Math.max(1, ...counts);
  const isTime = /^(?:DATE|TIME)/.test(type);
  const text = (edge: number | undefined) => (edge === undefined ? '' : isTime ? dateText(edge) : numberText(edge));
  return (
    <figure className={classes.histogram}>
      <svg viewBox={`0 0 ${counts.length} ${height}`} preserveAspectRatio="none" role="img" aria-label="Histogram">
        {counts.map((count, at) => {
          const bar = count === 0 ? 0 : Math.max(2, (count / most) * height);
          return (
            <rect key={at} x={at + 0.05} width={0.9} y={height - bar} height={bar}>
              <title>{`${text(edges[at])} to ${text(edges[at + 1])}: ${countText(count)} rows`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption>
        <span>{text(edges[0])}</span>
        <span>at most {countText(most)} rows</span>
        <span>{text(edges.at(-1))}</span>
      </figcaption>
    </figure>
  );
}

function dateText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ').replace(' 00:00', '');
}
