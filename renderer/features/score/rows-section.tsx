/** Which rows are scored: all, or those of a condition. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useOpenTable } from '../../state/open-table.ts';
import { useClient } from '../../transport/client.ts';
import { PanelSection } from '../../ui/panel-section.tsx';
import { amount } from '../../ui/quantities.ts';
import { SqlInput } from '../../ui/sql-input.tsx';
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
  const isResult = useOpenTable((state) => state.scored.size > 0);
  const where = useJob((job) => job.where);
  const filter = useTableCondition();
  if (isResult || filter === undefined || filter === where) return null;
  return (
    <Button size="compact-xs" variant="subtle" onClick={() => useJob.setState({ where: filter })}>
      {filter === '' ? 'All rows' : 'Use the table’s filter'}
    </Button>
  );
}

/** As the engine writes it; undefined until it is known, and where it is none. */
function useTableCondition(): string | undefined {
  const client = useClient();
  const table = useOpenTable((state) => state.table?.table);
  const { filters, where } = useOpenTable((state) => state.view);
  const view = where === undefined ? { filters } : { filters, where };
  const isFiltered = filters.length > 0 || where !== undefined;
  const { data } = useQuery({
    queryKey: ['condition', table, view],
    queryFn: ({ signal }) => client.table.condition({ table: table ?? '', view }, { signal }),
    enabled: table !== undefined && isFiltered,
  });
  return isFiltered ? data : '';
}
