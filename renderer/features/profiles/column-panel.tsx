/** What the column at hand holds, in the inspector. */
import { useOpenTable } from '../../state/open-table.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { countText, numberText, percentText } from '../../ui/quantities.ts';
import { typeName, type ColumnProfile } from '../../../contract/index.ts';
import { Histogram } from './histogram.tsx';
import { useProfiles } from './profile-store.ts';
import classes from './column-panel.module.css';

export function ColumnPanel() {
  const name = useOpenTable((state) => state.cell?.column);
  const profile = useProfiles(({ byName }) => (name === undefined ? undefined : byName.get(name)));
  if (name === undefined) return <EmptyHint>Select a cell to see what its column holds.</EmptyHint>;
  if (profile === undefined) return <EmptyHint>Looking at {name} …</EmptyHint>;
  return (
    <PanelSection title={name} aside={<span className={classes.dim}>{typeName(profile.type)}</span>}>
      {!profile.exact && <p className={classes.dim}>Of the first {countText(profile.rows)} rows.</p>}
      {profile.histogram !== null && <Histogram {...profile.histogram} type={profile.type} />}
      <Facts profile={profile} />
      {profile.top !== null && <TopValues profile={profile} top={profile.top} />}
    </PanelSection>
  );
}

function Facts({ profile: { rows, nulls, nans, distinct, min, max, mean, type } }: { profile: ColumnProfile }) {
  const ofAll = (count: number) => (rows === 0 ? '0' : `${countText(count)} · ${percentText(count / rows)}`);
  return (
    <dl className={classes.facts}>
      {min !== null && <Fact name="Smallest" value={min} />}
      {max !== null && <Fact name="Largest" value={max} />}
      {mean !== null && <Fact name="Mean" value={numberText(mean)} />}
      {distinct !== null && <Fact name="Different values" value={`about ${countText(distinct)}`} />}
      <Fact name="Missing" value={nulls === 0 ? 'none' : ofAll(nulls)} />
      {nans > 0 && <Fact name="Not a number" value={ofAll(nans)} />}
      <Fact name="Type" value={type} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function TopValues({ profile, top }: { profile: ColumnProfile; top: NonNullable<ColumnProfile['top']> }) {
  const most = top.values[0]?.count ?? 1;
  return (
    <table className={classes.top}>
      <caption>Most frequent values</caption>
      <tbody>
        {top.values.map(({ value, count }) => (
          <tr key={value}>
            <th scope="row">
              <span className={classes.bar} style={{ width: `${(count / most) * 100}%` }} />
              <span className={classes.value}>{value === '' ? '(empty)' : value}</span>
            </th>
            <td>{countText(count)}</td>
            <td className={classes.dim}>{percentText(count / Math.max(profile.rows, 1))}</td>
          </tr>
        ))}
        {top.others > 0 && (
          <tr className={classes.dim}>
            <th scope="row">All others</th>
            <td>{countText(top.others)}</td>
            <td>{percentText(top.others / Math.max(profile.rows, 1))}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
