/** A column's contents at a glance, in the head of the grid: a small histogram or the most frequent values. */
import { memo } from 'react';
import type { ColumnProfile } from '../../../contract/index.ts';
import { useProfiles } from './profile-store.ts';
import classes from './column-sketch.module.css';

export const ColumnSketch = memo(function ColumnSketch({ name }: { name: string }) {
  const profile = useProfiles(({ byName }) => byName.get(name));
  if (profile === undefined) return <div className={classes.sketch} />;
  return (
    <div className={classes.sketch} data-partial={!profile.exact || undefined}>
      <Missing {...profile} />
      {profile.histogram !== null ? <Bars counts={profile.histogram.counts} /> : <Top top={profile.top} />}
    </div>
  );
});

function Bars({ counts }: { counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  return (
    <svg className={classes.bars} viewBox={`0 0 ${counts.length} 24`} preserveAspectRatio="none" aria-hidden>
      {counts.map((count, at) => {
        // A bar that is not empty is seen, however small.
        const height = count === 0 ? 0 : Math.max(1, (count / most) * 24);
        return <rect key={at} x={at + 0.06} width={0.88} y={24 - height} height={height} />;
      })}
    </svg>
  );
}

function Top({ top }: { top: ColumnProfile['top'] }) {
  const first = top?.values[0];
  if (top === null || first === undefined) return null;
  const all = top.values.reduce((sum, { count }) => sum + count, top.others);
  return (
    <div className={classes.top}>
      {top.values.slice(0, 2).map(({ value, count }) => (
        <div key={value} className={classes.topLine}>
          <span className={classes.topBar} style={{ width: `${(count / all) * 100}%` }} />
          <span className={classes.topValue}>{value === '' ? '(empty)' : value}</span>
          <span className={classes.topShare}>{percent(count / all)}</span>
        </div>
      ))}
    </div>
  );
}

function Missing({ nulls, nans, rows }: ColumnProfile) {
  const missing = nulls + nans;
  if (missing === 0 || rows === 0) return null;
  return <div className={classes.missing}>{percent(missing / rows)} missing</div>;
}

/** Never 0 % of something, nor 100 % of less than all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share > 0.995) return '>99 %';
  return `${Math.round(share * 100)} %`;
}
