/** The inspector's tab about one row: its features can be changed, and the predictions follow. */
import { Button, NumberInput } from '@mantine/core';
import { useEffect } from 'react';
import { useOpenTable } from '../../state/open-table.ts';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useJob } from '../score/job-store.ts';
import { useRun } from '../score/run-store.ts';
import { CurveSection } from './curve-section.tsx';
import { FeatureList } from './feature-list.tsx';
import { ScoreTable } from './score-table.tsx';
import { sharedFeatures } from './shared-features.ts';
import { resetAll, tryRow, useTrial } from './trial-store.ts';
import { useCanTry, useTrialResult } from './use-trial-result.ts';
import classes from './what-if.module.css';

export function RowPanel() {
  useFollowSelection();
  const { row, changes } = useTrial();
  const canTry = useCanTry();
  const { data, error } = useTrialResult();
  if (!canTry) return <EmptyHint>Pick a model and feed its inputs to try a row with other values.</EmptyHint>;
  if (row === null) return <EmptyHint>Choose a row in the table to try it with other values.</EmptyHint>;
  const features = data === undefined ? [] : sharedFeatures(data);
  return (
    <>
      <header className={classes.head}>
        <RowInput row={row} />
        <Button variant="subtle" disabled={Object.keys(changes).length === 0} onClick={resetAll}>
          Reset all
        </Button>
      </header>
      {error !== null && (
        <div className={classes.fault}>
          <FaultCard error={error} />
        </div>
      )}
      {data !== undefined && (
        <>
          <PanelSection title="Predictions">
            <ScoreTable scores={data.scores} />
          </PanelSection>
          <CurveSection scores={data.scores} features={features} />
          <FeatureList features={features} />
        </>
      )}
    </>
  );
}

function RowInput({ row }: { row: number }) {
  const rowCount = useJob((job) => job.rowCount);
  return (
    <NumberInput
      aria-label="Row"
      prefix="Row "
      thousandSeparator=","
      allowDecimal={false}
      min={1}
      {...(rowCount === null ? {} : { max: rowCount })}
      clampBehavior="strict"
      value={row}
      onChange={(value) => typeof value === 'number' && value >= 1 && tryRow(value)}
    />
  );
}

/** The row at hand in the table; in a result, as long as its rows are those of the source. */
function useFollowSelection(): void {
  const sourceRow = useOpenTable((state) => state.sourceRow);
  const isResult = useOpenTable((state) => state.scored.size > 0);
  const isPart = useRun(({ run }) => run?.job.where !== undefined);
  useEffect(() => {
    if (sourceRow !== null && !(isResult && isPart)) tryRow(sourceRow);
  }, [sourceRow, isResult, isPart]);
}
