/** What a comparison found. */
import { SegmentedControl } from '@mantine/core';
import { amount, countText } from '../../ui/quantities.ts';
import { fileName } from '../sources/paths.ts';
import { cutOfReport } from './asked-cut.ts';
import classes from './compare.module.css';
import { useCompare, type Found } from './compare-store.ts';
import { ClassTables } from './class-tables.tsx';
import { CutControl } from './cut-control.tsx';
import { cutText } from './cut-sentence.ts';
import { DecisionTables } from './decision-tables.tsx';
import { DisagreementTable } from './disagreement-table.tsx';
import { DriverTable } from './driver-table.tsx';
import { FairnessTables } from './fairness-tables.tsx';
import { FigureTables } from './figure-tables.tsx';
import { FoundSegmentTable } from './found-segment-table.tsx';
import { headlineOf } from './headline.ts';
import { isOfDecisions } from './limit-figures.ts';
import { MigrationTable } from './migration-table.tsx';
import { Pictures } from './pictures.tsx';
import { ReportButtons } from './report-buttons.tsx';
import { SegmentTables } from './segment-tables.tsx';
import { VerdictTable } from './verdict-table.tsx';
import { useAtCut, usePair } from './use-found-pair.ts';

export function FoundView({ found }: { found: Found }) {
  return (
    <>
      <Head found={found} />
      <PairChoice found={found} />
      <VerdictTable found={found} />
      {found.report.classes !== null && <ClassTables report={found.report.classes} />}
      <CutControl found={found} />
      <DecisionTables found={found} />
      {found.report.classes === null && <Pictures found={found} />}
      <FigureTables found={found} />
      <MigrationTable found={found} />
      <SegmentTables found={found} />
      <FoundSegmentTable found={found} />
      <FairnessTables found={found} />
      <DisagreementTable found={found} />
      <DriverTable found={found} />
    </>
  );
}

/** The title follows the cut; what does not is not drawn again with it. */
function Head({ found }: { found: Found }) {
  const pair = usePair(found);
  const at = useAtCut(found);
  const { headline, others } = headlineOf(found.report, pair, at);
  const cut = found.report.verdict?.limits.some(isOfDecisions) === true ? cutOfReport(found) : null;
  return (
    <header className={classes.head}>
      <h2>
        {headline}
        {cut !== null && ` What the limits say of decisions is ${cutText(cut)}.`}
      </h2>
      <p className={classes.dim}>{about(found)}</p>
      {found.report.warnings.map((warning) => (
        <p key={warning} className={classes.problem} role="note">
          {warning}
        </p>
      ))}
      {others.length > 0 && (
        <ul className={classes.findings}>
          {others.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ul>
      )}
      <ReportButtons found={found} />
    </header>
  );
}

function about({ report: { rows, label, source, weight } }: Found): string {
  const files = source.map(({ path }) => fileName(path)).join(', ');
  const known = rows.judged === rows.compared ? 'all' : `${countText(rows.judged)} of them`;
  const judged = label === null ? '' : `, ${known} with an outcome in ${label.column}`;
  const left = rows.read - rows.compared;
  const out = left === 0 ? '' : `; ${amount(left, 'row')} without a score or a weight were left out`;
  return `${amount(rows.compared, 'row')} of ${files}${judged}${out}${weight === null ? '' : `; rows count by ${weight}`}.`;
}

function PairChoice({ found: { report } }: { found: Found }) {
  const pair = useCompare((state) => state.pair);
  if (report.agreement.length < 2) return null;
  return (
    <SegmentedControl
      className={classes.pairs ?? ''}
      aria-label="Challenger"
      data={report.agreement.map(({ challenger, champion }, at) => ({
        value: String(at),
        label: `${challenger} against ${champion}`,
      }))}
      value={String(pair)}
      onChange={(at) => useCompare.setState({ pair: Number(at) })}
    />
  );
}
