/** A condition in SQL over the table's columns, and why it or another filter cannot be used. */
import { Button, CloseButton } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useActions } from '../../shell/actions.ts';
import { useEscape } from '../../shell/escape.ts';
import { useOpenTable } from '../../state/open-table.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { SqlInput } from '../../ui/sql-input.tsx';
import { removeAllFilters, setCondition, toggleCondition, useCondition } from './filter-store.ts';
import classes from './filters.module.css';

export function ConditionBar() {
  const table = useOpenTable((state) => state.table);
  const view = useOpenTable((state) => state.view);
  const viewFault = useOpenTable((state) => state.viewFault);
  const isOpen = useCondition((state) => state.isOpen);
  const isFiltered = view.where !== undefined || view.filters.length > 0;
  useActions([
    {
      id: 'view.filter',
      label: 'Filter by a condition in SQL',
      group: 'view',
      shortcut: 'mod+F',
      keywords: 'where find search',
      enabled: table !== null,
      checked: isOpen,
      run: toggleCondition,
    },
    { id: 'view.unfilter', label: 'Remove all filters', group: 'view', enabled: isFiltered, run: removeAllFilters },
  ]);
  if (table === null) return null;
  return (
    <>
      {isOpen && <ConditionLine />}
      {viewFault !== null && (
        <div className={classes.fault}>
          <FaultCard
            error={viewFault}
            buttons={
              isFiltered && (
                <Button size="compact-xs" variant="default" onClick={removeAllFilters}>
                  Remove all filters
                </Button>
              )
            }
          />
        </div>
      )}
    </>
  );
}

function ConditionLine() {
  const columns = useOpenTable((state) => state.table?.source.columns);
  const where = useOpenTable((state) => state.view.where);
  const names = useMemo(() => columns?.map(({ name }) => name) ?? [], [columns]);
  const line = useRef<HTMLDivElement>(null);
  useEscape(true, toggleCondition);
  useEffect(() => {
    const element = line.current;
    if (element === null) return;
    const focus = () => {
      const editor = element.querySelector<HTMLElement>('.cm-content');
      editor?.focus();
      return editor !== null;
    };
    if (focus()) return;
    // The editor is loaded when it is first needed.
    const observer = new MutationObserver(() => {
      if (focus()) observer.disconnect();
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);
  const apply = (sql: string) => {
    if (sql.trim() !== (where ?? '')) setCondition(sql);
  };
  return (
    <div className={classes.condition} ref={line}>
      <span>Rows where</span>
      <div className={classes.editor}>
        <SqlInput
          label="Rows where"
          placeholder="A condition in SQL over the columns, then Enter"
          value={where ?? ''}
          columns={names}
          onDone={apply}
        />
      </div>
      <CloseButton size="sm" mt={4} aria-label="Close" onClick={toggleCondition} />
    </div>
  );
}
