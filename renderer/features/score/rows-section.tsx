/** Which rows are scored: all, or those of a condition. */
import { Button } from '@mantine/core';
import { useOpenTable } from '../../state/open-table.ts';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount } from '../../ui/quantities.ts';
import { SqlInput } from '../../ui/sql-input.tsx';
import { conditionOf } from './condition.ts';
import { useJob } from './job-store.ts';
import classes from './score.module.css';

export function RowsSection() {
  const where = useJob((job) => job.where);
  const columns = useJob((job) => job.columns);
  const rowCount = useJob((job) => job.rowCount);
  return (
    <PanelSection title="Rows" aside={<FromTable />}>
      <SqlInput
        label="Only rows where"
        placeholder={
          rowCount === null ? 'All rows; or a condition in SQL' : `All ${amount(rowCount, 'row')}; or a condition`
        }
        value={where}
        columns={columns.map(({ name }) => name)}
        onDone={(sql) => useJob.setState({ where: sql.trim() })}
      />
      {where !== '' && <p className={classes.dim}>Other rows are left out of the output.</p>}
    </PanelSection>
  );
}

/** The filter of the table, where there is one that is not in the job yet. */
function FromTable() {
  const view = useOpenTable((state) => state.view);
  const isResult = useOpenTable((state) => state.scored.size > 0);
  const columns = useJob((job) => job.columns);
  const where = useJob((job) => job.where);
  const filter = conditionOf(view, columns);
  if (isResult || filter === where) return null;
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => useJob.setState({ where: filter })}>
      {filter === '' ? 'All rows' : 'Use the table’s filter'}
    </Button>
  );
}
