/** The inspector's tab about one row: its features can be changed, and the predictions follow. */
import { Button, NumberInput } from '@mantine/core';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { FaultCard } from '../../ui/fault-card.tsx';
import { PanelSection } from '../../ui/panel-section.tsx';
import { useJob } from '../score/job-store.ts';
import { CurveSection } from './curve-section.tsx';
import { FeatureList } from './feature-list.tsx';
import { ScoreTable } from './score-table.tsx';
import { sharedFeatures } from './shared-features.ts';
import { TrialUnderWay } from './trial-under-way.tsx';
import { resetAll, tryRow, useTrial } from './trial-store.ts';
import { useFollowSelection } from './use-follow-selection.ts';
import { useCanTry, useTrialResult } from './use-trial-result.ts';
import classes from './what-if.module.css';

export function RowPanel() {
  const whyNotFollowed = useFollowSelection();
  const { row, changes } = useTrial();
  const canTry = useCanTry();
  if (!canTry) return <EmptyHint>Pick a model and feed its inputs to try a row with other values.</EmptyHint>;
  return (
    <>
      {whyNotFollowed !== null && (
        <EmptyHint>{whyNotFollowed} The row that is selected there is not tried: give its number.</EmptyHint>
      )}
      {row === null && whyNotFollowed === null && (
        <EmptyHint>Choose a row in the table to try it with other values.</EmptyHint>
      )}
      {(row !== null || whyNotFollowed !== null) && (
        <header className={classes.head}>
          <RowInput row={row} />
          <Button variant="subtle" disabled={Object.keys(changes).length === 0} onClick={resetAll}>
            Reset all
          </Button>
        </header>
      )}
      {row !== null && <TriedRow row={row} />}
    </>
  );
}

function TriedRow({ row }: { row: number }) {
  const { data, known, error, isPlaceholderData, isFetching, refetch } = useTrialResult();
  const features = known === undefined ? [] : sharedFeatures(known);
  return (
    <>
      {error !== null && (
        <div className={classes.fault}>
          <FaultCard error={error} />
        </div>
      )}
      {data === undefined && error === null && (
        <TrialUnderWay row={row} isUnderWay={isFetching} onTry={() => void refetch()} />
      )}
      {data !== undefined && (
        <>
          <div aria-busy={isPlaceholderData}>
            <PanelSection title="Predictions">
              <ScoreTable scores={data.scores} />
            </PanelSection>
          </div>
          <CurveSection scores={data.scores} features={features} />
        </>
      )}
      {features.length > 0 && <FeatureList features={features} />}
    </>
  );
}

function RowInput({ row }: { row: number | null }) {
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
      value={row ?? ''}
      onChange={(value) => typeof value === 'number' && value >= 1 && tryRow(value)}
    />
  );
}
