/** How the predictions are distributed: one picture for each numeric column that scoring added. */
import { lazy, Suspense } from 'react';
import type { ColumnProfile, Receipt } from '../../../contract/index.ts';
import { FaultCard } from '../../ui/fault-card.tsx';
import { EmptyHint } from '../../ui/empty-hint.tsx';
import { modelColour } from '../models/model-colour.ts';
import { amount } from '../../ui/quantities.ts';
import { asCategories } from './as-categories.ts';
import { isReasonOf } from './reason-columns.ts';
import { profileTitle } from './profile-title.ts';
import classes from './result.module.css';
import { usePredictionProfiles } from './use-prediction-profiles.ts';

const ProfilePlot = lazy(() => import('./profile-plot.tsx').then((module) => ({ default: module.ProfilePlot })));

export function PredictionCharts({ receipt }: { receipt: Receipt }) {
  const { profiles, error, isOpen } = usePredictionProfiles(receipt);
  if (!isOpen) return <EmptyHint>Open the result to see how its predictions are distributed.</EmptyHint>;
  if (error !== null) return <FaultCard error={error} />;
  const charts = receipt.models.flatMap((model, at) =>
    model.columns.flatMap((column) => {
      const profile = profiles.get(column);
      if (profile === undefined) return [];
      const isReason = isReasonOf(model, column);
      const chart = <Chart key={column} profile={asCategories(profile)} model={model.name} colour={modelColour(at)} />;
      return [{ isReason, chart }];
    }),
  );
  const reasons = charts.filter(({ isReason }) => isReason);
  return (
    <>
      {charts.filter(({ isReason }) => !isReason).map(({ chart }) => chart)}
      {reasons.length > 0 && (
        <details className={classes.reasons}>
          <summary>Reasons for the predictions ({amount(reasons.length, 'column')})</summary>
          {reasons.map(({ chart }) => chart)}
        </details>
      )}
    </>
  );
}

interface ChartProps {
  profile: ColumnProfile;
  model: string;
  colour: string;
}

function Chart({ profile, model, colour }: ChartProps) {
  const title = profileTitle(profile);
  return (
    <figure className={classes.chart}>
      <figcaption>
        <span className={classes.chartColumn} title={model}>
          {profile.name}
        </span>
        {title}
      </figcaption>
      <Suspense fallback={<div className={classes.chartSpace} />}>
        <ProfilePlot profile={profile} colour={colour} label={`${profile.name}: ${title}`} />
      </Suspense>
    </figure>
  );
}
