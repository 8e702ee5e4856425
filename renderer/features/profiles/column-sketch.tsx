/** A column's contents at a glance, in the head of the grid: a small histogram or the most frequent values. */
import { memo } from 'react';
import type { ColumnProfile } from '../../../contract/index.ts';
import { countText, percentText } from '../../ui/quantities.ts';
import { useProfiles } from './profile-store.ts';
import classes from './column-sketch.module.css';

export const ColumnSketch = memo(function ColumnSketch({ name }: { name: string }) {
  const profile = useProfiles(({ byName }) => byName.get(name));
  if (profile === undefined) return <div className={classes.sketch} />;
  return (
    <div className={classes.sketch} data-partial={!profile.exact || undefined}>
      {profile.histogram !== null ? <Bars counts={profile.histogram.counts} /> : <Top profile={profile} />}
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

/** Below this share of the most frequent value, the values say nothing and their number does. */
const rare = 0.02;

function Top({ profile: { top, distinct } }: { profile: ColumnProfile }) {
  const first = top?.values[0];
  if (top === null || first === undefined) return null;
  const all = top.values.reduce((sum, { count }) => sum + count, top.others);
  if (first.count / all < rare && distinct !== null) {
    return <div className={classes.many}>{`≈ ${countText(distinct)} values`}</div>;
  }
  return (
    <div className={classes.top}>
      {top.values.slice(0, 2).map(({ value, count }) => (
        <div key={value} className={classes.topLine}>
          <span className={classes.topBar} style={{ width: `${(count / all) * 100}%` }} />
          <span className={classes.topValue}>{value === '' ? '(empty)' : value}</span>
          <span className={classes.topShare}>{shareText(count / all)}</span>
        </div>
      ))}
    </div>
  );
}

/** The share of missing values, where there are any. */
export const MissingShare = memo(function MissingShare({ name }: { name: string }) {
  const profile = useProfiles(({ byName }) => byName.get(name));
  const missing = profile === undefined ? 0 : profile.nulls + profile.nans;
  if (profile === undefined || missing === 0 || profile.rows === 0) return null;
  const text = `${shareText(missing / profile.rows)} missing`;
  return (
    <span className={classes.missing} title={text}>
      {text}
    </span>
  );
});

/** Never 0 % of something, nor 100 % of less than all. */
function shareText(share: number): string {
  if (share > 0 && share < 0.005) return '<1\u00A0%';
  if (share < 1 && share > 0.995) return '>99\u00A0%';
  return percentText(share);
}
